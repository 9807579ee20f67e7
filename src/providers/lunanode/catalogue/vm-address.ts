import { endpoint } from './define-endpoint.ts';
import { attaches, changes, creates, destroys, detaches, outputIfAny } from './effects.ts';
import type { Endpoint } from './endpoint.ts';
import * as param from './parameter.ts';
import * as answer from './response.ts';
import { internalAddress } from './vm-answer.ts';
import * as settled from './vm-settling.ts';

/** How a VM is reached: floating and internal addresses, security groups. */
export const vmAddressEndpoints: readonly Endpoint[] = [
  endpoint({
    name: 'vm/floatingip-add',
    summary: 'Put a floating IP on a VM',
    notes: [
      'Without `ip` a new address is allocated and charged, each time; which one it is, only vm/iplist tells.',
      'A VM with one internal address takes one floating IP; vm/ip-add adds another internal one.',
    ],
    class: 'create',
    classIfGiven: { parameter: 'ip', class: 'convergent' },
    parameters: {
      vm_id: param.needed(param.vmId),
      ip: param.optional(
        param.ipv4(
          'A floating IP of the account that is on no VM (see floating/list).',
          '172.81.176.125',
        ),
      ),
      private_ip: param.optional(
        param.ipv4(
          'The internal address it should lead to; needed when the VM has more than one.',
          '172.20.0.228',
        ),
      ),
    },
    billed: true,
    settle: settled.newFloatingOnVm,
    undo: {
      summary: 'Give the address up',
      uses: 'vm/floatingip-delete',
      with: { vm_id: 'input.vm_id', ip: outputIfAny('ip'), keep: 'false' },
      // Only when the answer was lost does anybody look which address it is.
      when: `${outputIfAny('ip')} != ""`,
    },
    settleIfGiven: {
      parameter: 'ip',
      settle: settled.floatingIsOnVm,
      undo: {
        summary: 'Take the address off the VM, and keep it',
        uses: 'vm/floatingip-delete',
        with: { vm_id: 'input.vm_id', ip: 'input.ip', keep: 'true' },
      },
    },
    effects: [
      creates('floating address', outputIfAny('ip'), { when: '!has(input.ip)' }),
      attaches('floating address', 'input.ip', { when: 'has(input.ip)' }),
    ],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/floatingip-delete',
    summary: 'Take a floating IP off a VM',
    notes: [
      'The API gives the address up unless `keep` is set, and acts on all addresses of the VM without `ip`: both must be written.',
    ],
    class: 'destroy',
    classIfGiven: { parameter: 'keep', class: 'destroy', values: { true: 'convergent' } },
    parameters: {
      vm_id: param.needed(param.vmId),
      ip: param.mustBeWritten(param.ipv4('The floating IP to take off.', '172.81.176.125')),
      keep: param.mustBeWritten(
        param.flag('Keep the address on the account, on no VM; otherwise it is lost for good.'),
      ),
    },
    settle: settled.floatingIsOffVm,
    settleIfGiven: {
      parameter: 'keep',
      unless: ['false'],
      settle: settled.floatingIsOffVm,
      undo: {
        summary: 'Put the address back on the VM',
        uses: 'vm/floatingip-add',
        with: { vm_id: 'input.vm_id', ip: 'input.ip' },
        when: 'input.keep',
      },
    },
    effects: [
      detaches('floating address', 'input.ip', { when: 'input.keep' }),
      destroys('floating address', 'input.ip', { when: '!input.keep' }),
    ],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/iplist',
    summary: 'List the internal addresses of a VM, with the floating IPs that lead to them',
    class: 'read',
    parameters: { vm_id: param.needed(param.vmId) },
    response: answer.record({ ips: answer.map('By internal address.', internalAddress) }),
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/ip-add',
    summary: 'Add an internal address to a VM',
    notes: ['Without `ip` any free address of the network is taken, each time another one.'],
    class: 'create',
    parameters: {
      vm_id: param.needed(param.vmId),
      ip: param.optional(param.ipv4('A free address of the network of the VM.', '172.20.0.230')),
    },
    response: answer.record({ ip: answer.id('The internal address that was added.') }),
    settle: settled.newInternalAddress,
    undo: {
      summary: 'Remove the address',
      uses: 'vm/ip-delete',
      with: { vm_id: 'input.vm_id', ip: 'outputs.ip' },
    },
    effects: [creates('internal address', 'outputs.ip')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/ip-delete',
    summary: 'Remove an internal address from a VM',
    notes: ['No floating IP may lead to it: take that off first.'],
    class: 'destroy',
    parameters: {
      vm_id: param.needed(param.vmId),
      ip: param.needed(param.ipv4('The internal address.', '172.20.0.230')),
    },
    settle: settled.internalAddressIsGone,
    effects: [destroys('internal address', 'input.ip')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/securitygroup-add',
    summary: 'Put a VM in a security group',
    class: 'convergent',
    parameters: {
      vm_id: param.needed(param.vmId),
      group_id: param.needed(param.id('The security group (see securitygroup/list).', '5')),
    },
    settle: settled.vmIsInGroup,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
  endpoint({
    name: 'vm/securitygroup-remove',
    summary: 'Take a VM out of a security group',
    class: 'convergent',
    parameters: {
      vm_id: param.needed(param.vmId),
      group_id: param.needed(param.id('The security group (see securitygroup/list).', '5')),
    },
    settle: settled.vmIsNotInGroup,
    effects: [changes('vm', 'input.vm_id')],
    evidence: 'vendor',
  }),
];
