import type { JsonSchema } from '../../../core/json-schema.ts';
import * as answer from './response.ts';

/**
 * A VM as the vendor's database has it: a row of vm/list, and the `extra` of vm/info. All of it is
 * static or cached (vendor's page), so nothing here tells the state of the VM.
 */
export const cachedVm: JsonSchema = answer.record(
  {
    vm_id: answer.id('UUID; a number for VMs from before about September 2016.'),
    name: answer.text('Label.'),
    hostname: answer.text('Host name, the same as the label when it was created.'),
    plan_id: answer.text('Number of the plan, also when the VM was created with the name of one.'),
    primaryip: answer.text('Main address outside; empty while there is none.'),
    privateip: answer.text('Main address inside.'),
    region: answer.text('Key of the region.', 'toronto', 'montreal', 'roubaix'),
    os_status: answer.text('State when it was last cached; never wait on it.', 'active'),
  },
  {
    ram: answer.integer('Memory, in MB.'),
    vcpu: answer.integer('Virtual processors.'),
    storage: answer.integer('Disk of the plan, in GB.'),
    bandwidth: answer.integer('Traffic of the plan, in GB a month.'),
  },
);

/**
 * The live half of vm/info: fields of the vendor's sample answer, and two that only older captured
 * answers have.
 */
export const liveVm: JsonSchema = answer.record(
  {
    hostname: answer.text('Host name.'),
    status: answer.text('State for people, in HTML.', '<font color="green"><b>Online</b></font>'),
    status_nohtml: answer.text(
      'State for people. Online, Offline, BUILD and Powering off have been seen.',
      'Online',
      'Offline',
      'BUILD',
      'Powering off',
    ),
    status_raw: answer.text(
      'State for programs, the one to wait on. The vendor shows `active` and lists no others; expect ' +
        'the words of OpenStack: shutoff, error, shelved, shelved_offloaded, rescue, resize, ' +
        'verify_resize.',
      'active',
    ),
    status_color: answer.text('Colour of the state for people.', 'green'),
    task_state: answer.text('What is being done to the VM; empty when nothing is.'),
    error_detail: answer.text('Why the VM is in error; empty normally.'),
    image: answer.text('Name of the image.'),
    os: answer.text('Name of the image, again.'),
    privateip: answer.text('Main address inside; empty until there is one.'),
    host_id: answer.text('The physical machine, as a hash; see the affinity groups of vm/create.'),
    ipv6: answer.listIfAny('IPv6 addresses.', answer.text('Address.')),
    additionalip: answer.listIfAny('Further addresses outside.', answer.text('Address.')),
    additionalprivateip: answer.listIfAny('Further addresses inside.', answer.text('Address.')),
    addresses: answer.listIfAny('Every address, with what it is.', address()),
    security_groups: answer.listIfAny('Names of the security groups.', answer.text('Name.')),
    securitygroups: answer.listIfAny('Names of the security groups, again.', answer.text('Name.')),
    security_group_ids: answer.listIfAny('Ids of the security groups.', answer.text('Id.')),
    volumes: answer.listIfAny('Volumes that are attached.', volume()),
  },
  {
    ip: answer.text('Main address outside; empty or missing until there is one.'),
    login_details: answer.secretText('User and first password, in one sentence, for templates.'),
    bandwidthUsedGB: answer.decimal('Traffic so far, in GB; only in older answers.'),
    diskswap: {
      description: 'Only seen in older answers, for VMs that were installed from an ISO.',
    },
  },
);

/** One internal address of vm/iplist. */
export const internalAddress: JsonSchema = answer.record(
  {
    network: answer.text('The network: its UUID.'),
    network_id: answer.text('The network: its number, as in network/list.'),
    port: answer.text('The port: its UUID.'),
    subnet: answer.text('The network, in CIDR form.', '172.20.0.0/16'),
    subnet_identification: answer.text('The subnet: its UUID.'),
  },
  { floating: answer.text('The floating IP that leads here; missing when there is none.') },
);

function address(): JsonSchema {
  return answer.record(
    {
      addr: answer.id('The address.'),
      external: answer.flag('Reachable from outside.'),
    },
    {
      version: answer.integer('4 or 6.'),
      reverse: answer.text('Name in reverse DNS, with the final dot.'),
    },
  );
}

function volume(): JsonSchema {
  return answer.record({ id: answer.id('Id of the volume.'), name: answer.text('Label.') });
}
