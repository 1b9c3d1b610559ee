/** What the backend can do; what it cannot is hidden or explained. */
export type Capabilities = {
  loggedModels: boolean
  stages: boolean
  aliases: boolean
  /** Whether artifacts can be read and uploaded through the server. */
  proxiedArtifacts: boolean
  /** Whether a sample project can be loaded: the embedded backend only. */
  sampleProject: boolean
}

/** What the server tells the app of itself, in index.html's JSON block `#modelshelf`, so that no page has to ask. */
export type ServerInfo = {
  /** '' or `/prefix`: what every URL of ours starts with. */
  basePath: string
  version: string
  /** The version of the MLflow API that is spoken; '' when the server behind could not be asked. */
  mlflowVersion: string
  backend: 'embedded' | 'upstream'
  /** The addresses of the real servers behind, without credentials; the registry only where it is another one. */
  servers?: { tracking: string; registry?: string }
  /** Whose rights count: `none` here, the operator's, or each person's own. */
  auth: 'none' | 'operator' | 'pass-through'
  capabilities: Capabilities
}
