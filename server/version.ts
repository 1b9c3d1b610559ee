import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const packageFile = join(import.meta.dirname, '../package.json')

/** Our own version, from package.json. */
export const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }

/** The version of the MLflow API that the embedded backend implements. */
export const mlflowVersion = '3.17.2'
