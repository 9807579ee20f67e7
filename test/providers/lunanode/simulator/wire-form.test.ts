import { expect, test } from 'vitest';

import { alice, startRig, type Rig } from './rig.ts';
import { plainRequest, sign } from './signed-request.ts';

/** The very text of an answer. */
async function raw({ simulator, clock }: Rig, action: string, parameters: object): Promise<string> {
  const nonce = String(clock.now() / 1000 + 50_000 + simulator.requests.length);
  const req = plainRequest(alice, { ...parameters });
  const signature = sign(alice.apiKey, `${action}/`, req, nonce);
  const response = await fetch(`${simulator.url}${action}/`, {
    method: 'POST',
    body: new URLSearchParams({ req, signature, nonce }),
  });
  return response.text();
}

test('numbers are text, also in lists and in maps', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  const { vms } = await rig.ok('vm/list');
  expect(vms).toEqual([
    {
      vm_id,
      name: 'web',
      hostname: 'web',
      plan_id: '87',
      primaryip: expect.stringMatching(/^198\.18\.\d+\.\d+$/),
      privateip: expect.stringMatching(/^172\.20\.\d+\.\d+$/),
      ram: '2048',
      vcpu: '1',
      storage: '25',
      bandwidth: '1500',
      region: 'toronto',
      os_status: 'active',
    },
  ]);
  expect((await rig.ok('plan/list')).plans[0]).toMatchObject({ plan_id: '79', ips: '1' });
});

test('text is HTML-escaped wherever it is echoed', async () => {
  await using rig = await startRig();
  const name = `<b>"Tom" & 'Jerry'</b>`;
  await rig.ok('script/create', { name, content: name });
  const escaped = '&lt;b&gt;&quot;Tom&quot; &amp; &#039;Jerry&#039;&lt;/b&gt;';
  expect((await rig.ok('script/list')).scripts).toEqual([
    { id: expect.any(String), name: escaped, content: escaped },
  ]);
});

test('errors are HTML-escaped like other text', async () => {
  await using rig = await startRig();
  expect(await rig.refused('image/list', { '<x>': '1' })).toBe('unknown parameter &lt;x&gt;');
  const vm_id = await rig.activeVm();
  expect(await rig.refused('vm/floatingip-delete', { vm_id, keep: '1' })).toBe(
    'keep must be &#039;yes&#039; or &#039;no&#039;',
  );
});

test('the status is markup, escaped', async () => {
  await using rig = await startRig();
  const info = await rig.info(await rig.activeVm());
  expect(info.status).toBe(
    '&lt;font color=&quot;green&quot;&gt;&lt;b&gt;Online&lt;/b&gt;&lt;/font&gt;',
  );
});

test('slashes and everything outside ASCII are escaped', async () => {
  await using rig = await startRig();
  await rig.ok('script/create', { name: 'café 🚀', content: 'a/b' });
  const text = await raw(rig, 'script/list', {});
  expect(text).toContain(String.raw`"name":"caf\u00e9 \ud83d\ude80","content":"a\/b"`);
});

test('the volumes of a VM without any are empty text, of one with some a list', async () => {
  await using rig = await startRig();
  const vm_id = await rig.activeVm();
  expect((await rig.info(vm_id)).volumes).toBe('');
  const { volume_id } = await rig.ok('volume/create', { region: 'toronto', label: 'd', size: 5 });
  rig.clock.advance(5);
  await rig.ok('volume/attach', { volume_id, vm_id, target: 'auto' });
  rig.clock.advance(5);
  expect((await rig.info(vm_id)).volumes).toEqual([{ id: volume_id, name: 'd' }]);
});

test('an empty map looks like an empty list', async () => {
  await using rig = await startRig();
  expect((await rig.ok('dns/dyn-list')).dyns).toEqual([]);
  await rig.ok('dns/dyn-add', { name: 'home', ip: '192.0.2.1' });
  expect(Object.values((await rig.ok('dns/dyn-list')).dyns)).toEqual([
    { id: expect.any(String), name: 'home', ip: '192.0.2.1' },
  ]);
});

test('metadata of an image is an empty list or empty text', async () => {
  await using rig = await startRig();
  const details = async (image_id: string) => (await rig.ok('image/details', { image_id })).details;
  expect((await details('362401')).metadata).toEqual([]);
  const { image_id } = await rig.ok('image/replicate', { image_id: '362401', region: 'roubaix' });
  expect((await details(image_id)).metadata).toBe('');
});

test('keys and rules stand numbered beside success', async () => {
  await using rig = await startRig();
  expect(await rig.ok('sshkey/list')).toEqual({ success: 'yes' });
  const sshkey = 'ssh-ed25519 AAAAC3NzaC1lZDI1 me@host';
  const { key_id } = await rig.ok('sshkey/add', { label: 'mine', sshkey });
  expect(await rig.ok('sshkey/list')).toEqual({
    success: 'yes',
    0: { id: key_id, name: 'mine', value: sshkey, val: sshkey },
  });
  const { group_id } = await rig.ok('securitygroup/create', { region: 'toronto', name: 'g' });
  expect(await rig.ok('securitygroup/rule-list', { region: 'toronto', group_id })).toEqual({
    success: 'yes',
    0: expect.objectContaining({ direction: 'egress', ethertype: 'IPv4', port_range: '*' }),
    1: expect.objectContaining({ direction: 'egress', ethertype: 'IPv6', remote: '*' }),
  });
});

test('flags of addresses are "1" and empty text', async () => {
  await using rig = await startRig();
  const { addresses, ip, privateip, ipv6 } = await rig.info(await rig.activeVm());
  expect(addresses).toEqual([
    { addr: ipv6[0], version: '6', external: '1' },
    { addr: privateip, version: '4', external: '' },
    {
      addr: ip,
      version: '4',
      external: '1',
      reverse: `${ip.split('.').toReversed().join('.')}.rdns.lunanode.com.`,
    },
  ]);
});

test('the answer to a create of a VM is just its id', async () => {
  await using rig = await startRig();
  const parameters = { hostname: 'myvm', plan_id: 'm.4', image_id: '94953' };
  expect(await raw(rig, 'vm/create', parameters)).toMatch(
    /^\{"success":"yes","vm_id":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"\}$/,
  );
});
