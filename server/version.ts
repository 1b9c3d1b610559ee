import packageJson from '../package.json' with { type: 'json' }

/** Our own version. */
export const { version } = packageJson

/** The version of the MLflow API that is spoken. */
export const mlflowVersion = '3.17.2'
