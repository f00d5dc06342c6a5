import { randomUUID } from 'node:crypto';
import type { Living } from './living.ts';
import { idBetween } from './on-page.ts';

/** How the client's people come in by its own directory, and how what was set up is taken down again. */
export async function directories(life: Living): Promise<void> {
  const directory = `/directory/${life.world.clientId}`;
  await domains(life, directory);
  await provider(life, directory);
  await roleRules(life, directory);
  await tokens(life, directory);
}

async function domains({ act, read, world }: Living, directory: string): Promise<void> {
  const claimed = async (domain: string) => {
    await act('clientAdmin', `${directory}/domains/new`, { domain });
    return idBetween(await read('admin', directory), `${directory}/domains/`, '/confirmation');
  };
  const kept = await claimed(`${world.code.toLowerCase()}.example`);
  await act('admin', `${directory}/domains/${kept}/confirmation`);
  const givenUp = await claimed(`${world.code.toLowerCase()}.test`);
  await act('clientAdmin', `${directory}/domains/${givenUp}/removal`);
}

async function provider({ act }: Living, directory: string): Promise<void> {
  await act('clientAdmin', `${directory}/provider`, {
    ...{ issuer: 'https://provider.example', registeredAs: 'muster', secret: 'a secret of the provider' },
    ...{ vouchesForAddresses: 'on', defaultRole: 'hiringManager', switchedOn: 'on' },
  });
}

async function roleRules({ act, read }: Living, directory: string): Promise<void> {
  const rule = { source: 'claim', claim: 'groups', value: 'buyers', role: 'hiringManager' };
  await act('clientAdmin', `${directory}/roles/new`, rule);
  const id = idBetween(await read('clientAdmin', directory), `${directory}/roles/`, '/removal');
  await act('clientAdmin', `${directory}/roles/${id}/removal`);
  await act('clientAdmin', `${directory}/roles/new`, { ...rule, source: 'group', claim: '' });
}

async function tokens({ act }: Living, directory: string): Promise<void> {
  const [first, second] = [randomUUID(), randomUUID()];
  await act('clientAdmin', `${directory}/tokens/new`, { id: first, label: 'Provisioning' });
  await act('clientAdmin', `${directory}/tokens/new`, { id: second, label: 'The next', endsOthers: 'on' });
  await act('clientAdmin', `${directory}/tokens/${first}/end`);
}
