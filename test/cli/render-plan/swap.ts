/** A floating address is moved from one VM to a new one. */
export const swap = String.raw`
name: swap
description: Put a fresh VM behind a floating IP.
inputs:
  floating_ip: { type: string, format: ipv4 }
  old_vm: { type: string }
  plan_id: { type: string, default: m.2 }
  remove_old: { type: boolean, default: false }
secrets: [TOKEN]
env:
  REGION: toronto
  AUTHORIZATION: Bearer ${'${{ secrets.TOKEN }}'}
timeout: 1h
steps:
  - id: green
    description: the VM that takes over
    uses: vm/create
    with:
      hostname: web-${'${{ run.id }}'}
      plan_id: ${'${{ inputs.plan_id }}'}
      image_id: '94953'
      region: ${'${{ env.REGION }}'}
    await: active
  - id: healthy
    uses: http/request
    with:
      url: http://${'${{ steps.green.outputs.ip }}'}/healthz
      headers: { authorization: '${'${{ env.AUTHORIZATION }}'}' }
    until: outputs.status == 200
    poll: { every: 5s, max-every: 20s, timeout: 5m }
    attempt-timeout: 10s
  - id: attach
    needs: [healthy]
    uses: vm/floatingip-add
    with:
      vm_id: ${'${{ steps.green.outputs.vm_id }}'}
      ip: ${'${{ inputs.floating_ip }}'}
    retry: { attempts: 5, delay: 2s, max-delay: 30s, jitter: 0.2, if: failure.kind == "cut" }
  - id: remove
    needs: [attach]
    if: inputs.remove_old
    uses: vm/delete
    with: { vm_id: '${'${{ inputs.old_vm }}'}' }
  - id: tell
    needs: [remove]
    uses: shell/run
    with: { command: [echo, removed] }
finally:
  - id: note
    uses: value/set
    with: { at: '${'${{ now() }}'}', green: '${'${{ steps.green.status }}'}' }
`;

export const swapInputs = { floating_ip: '192.0.2.7', old_vm: 'f00' };
