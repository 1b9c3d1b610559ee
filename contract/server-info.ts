/** What the server tells the app of itself, in index.html's JSON block `#modelshelf`, so that no page has to ask. */
export type ServerInfo = {
  /** '' or `/prefix`: what every URL of ours starts with. */
  basePath: string
  version: string
  /** The version of the MLflow API that is spoken. */
  mlflowVersion: string
  backend: 'embedded' | 'upstream'
  /** What the backend can do; what it cannot is hidden or explained. */
  capabilities: {
    loggedModels: boolean
    stages: boolean
    aliases: boolean
    /** Whether artifacts can be read and uploaded through the server. */
    proxiedArtifacts: boolean
  }
}
