/** What the operator chose. `createApp` and `main.ts` read it; nothing else reads flags or the environment. */
export type Config = {
  host: string
  port: number
  /** The data directory. */
  data: string
  /** '' or `/prefix` without a trailing slash; everything moves below it. */
  basePath: string
  /** Names (or name:port) besides loopback and `host` by which the server may be called. */
  allowedHosts: readonly string[]
  /** Foreign origins that may write, `https://shelf.example`. */
  allowedOrigins: readonly string[]
  /** Whether X-Forwarded-Host and -Proto come from a proxy of ours. */
  trustProxy: boolean
  /** Folders that `file:` versions may be registered from. */
  allowedSources: readonly string[]
  /** Prefixes an experiment's artifact_location may have. */
  allowedLocations: readonly string[]
}

export const defaults: Config = {
  host: '127.0.0.1',
  port: 5050,
  data: '.modelshelf',
  basePath: '',
  allowedHosts: [],
  allowedOrigins: [],
  trustProxy: false,
  allowedSources: [],
  allowedLocations: [],
}
