import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const packageFile = join(import.meta.dirname, '../package.json')

/** Our own version, from the one place that states it. */
export const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }

/** The version of the MLflow API that is spoken. */
export const mlflowVersion = '3.17.2'
