import { expect, test } from 'vitest'
import { defaults, help, readConfig } from './config.ts'
import { ConfigError } from './config-values.ts'

test('without flags and variables the defaults hold; the bind address is loopback (O19)', () => {
  expect(readConfig([], {})).toEqual(defaults)
  expect(defaults.host).toBe('127.0.0.1')
})

const flags = (
  '--host :: --port 0 --data /srv/shelf --base-path /shelf/ --trust-proxy ' +
  '--allowed-hosts a.example,b.example:8443 --allowed-origins https://A.example/ ' +
  '--allow-source /models --allow-source /more --allow-artifact-location s3://bucket --allow-artifact-schemes ABFSS,hdfs --auth pass-through --admin-name root --admin-password-file /run/secrets/admin ' +
  '--allow-webhooks-to CI.internal,10.0.0.0/8 ' +
  '--preview-hosts CDN.example,http://mirror.example:8081/ --preview-network forbid --idle-timeout 20 --user-header X-Forwarded-User --admins ada,mira --reviews-at https://shelf.example/team/ --reviews-key-file /run/secrets/key --upstream-timeout 30 --upload-experiment Uploads'
).split(' ')
const chosen = {
  host: '::',
  port: 0,
  data: '/srv/shelf',
  basePath: '/shelf',
  trustProxy: ['127.0.0.0/8', '::1/128'],
  allowedHosts: ['a.example', 'b.example:8443'],
  allowedOrigins: ['https://a.example'],
  allowedSources: ['/models', '/more'],
  allowedLocations: ['s3://bucket'],
  allowedSchemes: ['abfss', 'hdfs'],
  allowedWebhooks: ['ci.internal', '10.0.0.0/8'],
  auth: 'pass-through',
  adminName: 'root',
  adminPasswordFile: '/run/secrets/admin',
  previewHosts: ['https://cdn.example', 'http://mirror.example:8081'],
  previewNetwork: 'forbid',
  idleTimeout: 20,
  userHeader: 'X-Forwarded-User',
  admins: ['ada', 'mira'],
  reviewsAt: 'https://shelf.example/team',
  reviewsKeyFile: '/run/secrets/key',
  upstreamTimeout: 30,
  uploadExperiment: 'Uploads',
}

test('every flag is read', () => {
  expect(readConfig(flags, {})).toEqual(chosen)
})

const variables = {
  MODELSHELF_HOST: '::',
  MODELSHELF_PORT: '0',
  MODELSHELF_DATA: '/srv/shelf',
  MODELSHELF_BASE_PATH: 'shelf',
  MODELSHELF_TRUST_PROXY: 'true',
  MODELSHELF_ALLOWED_HOSTS: 'a.example,b.example:8443',
  MODELSHELF_ALLOWED_ORIGINS: 'https://a.example',
  MODELSHELF_ALLOW_SOURCE: '/models,/more',
  MODELSHELF_ALLOW_ARTIFACT_LOCATION: 's3://bucket',
  MODELSHELF_ALLOW_ARTIFACT_SCHEMES: 'abfss,hdfs',
  MODELSHELF_ALLOW_WEBHOOKS_TO: 'ci.internal, 10.0.0.0/8',
  MODELSHELF_AUTH: 'pass-through',
  MODELSHELF_ADMIN_NAME: 'root',
  MODELSHELF_ADMIN_PASSWORD_FILE: '/run/secrets/admin',
  MODELSHELF_PREVIEW_HOSTS: 'cdn.example,http://mirror.example:8081',
  MODELSHELF_PREVIEW_NETWORK: 'forbid',
  MODELSHELF_IDLE_TIMEOUT: '20',
  MODELSHELF_USER_HEADER: 'X-Forwarded-User',
  MODELSHELF_REVIEWS_AT: 'https://shelf.example/team',
  MODELSHELF_REVIEWS_KEY_FILE: '/run/secrets/key',
  MODELSHELF_ADMINS: 'ada,mira',
  MODELSHELF_UPSTREAM_TIMEOUT: '30',
  MODELSHELF_UPLOAD_EXPERIMENT: 'Uploads',
}

test('every flag has a variable, and the flag wins over it', () => {
  expect(readConfig([], variables)).toEqual(chosen)
  expect(readConfig(['--port', '8080'], variables)).toEqual({ ...chosen, port: 8080 })
})

test.each([
  [['--trust-proxy'], ['127.0.0.0/8', '::1/128']],
  [
    ['--trust-proxy', '--port', '1'],
    ['127.0.0.0/8', '::1/128'],
  ],
  [
    ['--trust-proxy', '10.0.0.0/8,::1'],
    ['10.0.0.0/8', '::1'],
  ],
  [
    ['--trust-proxy=10.0.0.2', '--trust-proxy', 'loopback'],
    ['10.0.0.2', '127.0.0.0/8', '::1/128'],
  ],
])('%j trusts the forwarded headers of %j', (argv, trustProxy) =>
  expect(readConfig(argv, { MODELSHELF_TRUST_PROXY: '192.168.0.0/16' })).toMatchObject({ trustProxy }),
)

test('a trusted proxy can be taken back by a variable', () =>
  expect(readConfig([], { MODELSHELF_TRUST_PROXY: 'false' })).toMatchObject({ trustProxy: [] }))

test('reads the schemes that MLflow’s own variable allows', () => {
  const variable = 'MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES'
  expect(readConfig([], { [variable]: ' ABFSS , r2,s3' })).toMatchObject({ allowedSchemes: ['r2', 'abfss'] })
  expect(readConfig([], { [variable]: '' })).toMatchObject({ allowedSchemes: [] })
})

test('recognizes --help and --version', () => {
  expect(readConfig(['--help'], {})).toBe('help')
  expect(readConfig(['-v'], {})).toBe('version')
  for (const flag of flags.filter((word) => word.startsWith('--'))) expect(help).toContain(flag)
})

test.each([
  ['--prot', '80'],
  ['--port', 'http'],
  ['--port', '65536'],
  ['--upstream-timeout', '0'],
  ['--upstream-timeout', '2m'],
  ['--port'],
  ['--port', '-1'],
  ['--port='],
  ['--host='],
  ['--data='],
  ['extra'],
  ['--base-path', '/a/../b'],
  ['--base-path', '/a?b'],
  ['--base-path', '/a"b'],
  ['--allowed-origins', 'shelf.example'],
  ['--allowed-origins', '*'],
  ['--allowed-origins', 'https://a.example/path'],
  ['--allowed-hosts', '*.example'],
  ['--auth', 'basic'],
  ['--trust-proxy', 'proxy.example'],
  ['--allow-artifact-schemes', 's3'],
  ['--trust-proxy', '10.0.0.0/40'],
  ['--allow-artifact-location', 'folder'],
  ['--preview-hosts', '*.example'],
  ['--preview-hosts', 'https://cdn.example/path'],
  ['--preview-network', 'never'],
])('refuses %s %s in one line', (...argv) => {
  try {
    readConfig(argv, {})
    expect.unreachable()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    expect(error.message).not.toContain('\n')
    expect(argv.some((word) => error.message.includes(word.replace('=', '')))).toBe(true)
  }
})

test('an error names the variable it comes from; an empty variable counts as unset', () => {
  expect(() => readConfig([], { MODELSHELF_PORT: 'http' })).toThrow(/^MODELSHELF_PORT must be .* not 'http'/)
  expect(() => readConfig([], { MODELSHELF_TRUST_PROXY: 'maybe' })).toThrow(/^MODELSHELF_TRUST_PROXY /)
  expect(() => readConfig([], { MODELSHELF_ALLOWED_HOSTS: '*' })).toThrow(/^MODELSHELF_ALLOWED_HOSTS /)
  expect(readConfig([], Object.fromEntries(Object.keys(variables).map((name) => [name, ''])))).toEqual(defaults)
})

test('an IPv6 address may be in brackets, as in a URL', () => {
  expect(readConfig(['--host', '[::1]'], {})).toMatchObject({ host: '::1' })
})
