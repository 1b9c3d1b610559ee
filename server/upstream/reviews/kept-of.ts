import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../config/config-values.ts'

/** In the data folder: the address of the MLflow server whose reviews are kept there. */
const FILE = 'mlflow-address.txt'

/**
 * Notes in the folder `data` whose reviews are kept there. Throws ConfigError if they are another server's: models of the same
 * name would get its history and its policy.
 */
export function keepOnlyFor(address: string, data: string): void {
  const file = join(data, FILE)
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (kept === address) return
  if (kept && readdirSync(data).some((name) => /^mlflow(-\w+)?\.db$/.test(name)))
    throw new ConfigError(
      `The data directory ${data} has the reviews of the MLflow server at ${kept}, not at ${address}. Choose another with --data, or, ` +
        `if it is the same server at a new address, write that address to ${file}.`,
    )
  writeFileSync(file, `${address}\n`)
}
