import type { Call } from '#contract/client.ts'
import { clientWith } from '../testbed/accounts.ts'
import type { Account } from '../testbed/mlflow.ts'

/** A permission on the thing in question, or on all things of the type. */
export type Grant = [type: string, permission: string, on?: '*']

type Servers = { mlflow: string; admin: Account; ben: Account }

export const basic = ({ name, password }: Account) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

export const makeAccount = ({ mlflow, admin, ben }: Servers) =>
  asAdmin({ mlflow, admin }, '2.0/mlflow/users/create', { username: ben.name, password: ben.password })

/** Gives Ben permissions on the thing, lets him work with the Modelshelf at `own`, and takes the permissions back. */
export async function whileGranted<T>(
  { own, ben, ...servers }: Servers & { own: string },
  grants: Grant[],
  thing: string,
  work: (bens: Call) => Promise<T>,
): Promise<T> {
  const change = async (step: 'grant' | 'revoke') => {
    for (const [resource_type, permission, on = thing] of grants) {
      const what = { username: ben.name, resource_type, resource_id: on, ...(step === 'grant' && { permission }) }
      await asAdmin(servers, `3.0/mlflow/users/permissions/${step}`, what)
    }
  }
  await change('grant')
  try {
    return await work(clientWith(own, { Authorization: basic(ben) }))
  } finally {
    await change('revoke')
  }
}

async function asAdmin({ mlflow, admin }: Omit<Servers, 'ben'>, path: string, body: object) {
  const headers = { 'Content-Type': 'application/json', Authorization: basic(admin) }
  const response = await fetch(`${mlflow}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  // Grants are deleted with their thing.
  if (!response.ok && !(path.endsWith('revoke') && response.status === 404))
    throw new Error(`${path}: ${await response.text()}`)
}

/** Whether a write is permitted. */
export const passes = (write: Promise<unknown>): Promise<boolean> => isPermitted(write, [403])

/** The same for the calls that reviews guard: they read the model first, and what one may not read is not there. */
export const passesGuarded = (write: Promise<unknown>): Promise<boolean> => isPermitted(write, [403, 404])

const isPermitted = (write: Promise<unknown>, refusals: readonly number[]) =>
  write.then(
    () => true,
    ({ status, message }: { status: number; message: string }) => {
      if (refusals.includes(status)) return false
      throw new Error(`${status} ${message}`)
    },
  )
