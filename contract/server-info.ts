import type { OpenRequest } from './review-paths.ts'

/** What the backend can do. The app hides or explains the rest. */
export type Capabilities = {
  loggedModels: boolean
  stages: boolean
  aliases: boolean
  /** Whether artifacts can be read and uploaded through the server. */
  proxiedArtifacts: boolean
  /** Whether a sample project can be loaded (embedded backend only). */
  sampleProject: boolean
  /** Whether requests, decisions and comments are kept (embedded backend only, so far). */
  reviews: boolean
}

/** What the server tells the app about itself, in the JSON block `#modelshelf` of index.html, so that no page has to ask. */
export type ServerInfo = {
  /** '' or `/prefix`: every URL of ours starts with it. */
  basePath: string
  version: string
  /** The version of the MLflow API; '' if the server behind could not be asked. */
  mlflowVersion: string
  backend: 'embedded' | 'upstream'
  /** The addresses of the MLflow servers behind, without credentials; the registry only if it is a different server. */
  servers?: { tracking: string; registry?: string }
  /** Whose permissions apply: nobody's (`none`), the operator's, or each person's own. */
  auth: 'none' | 'operator' | 'pass-through'
  capabilities: Capabilities
  /** Whether the MLflow server separates teams by workspaces. */
  workspaces?: boolean
  /** The operator's choice of the experiment for uploaded models. */
  uploadExperiment?: string
  /** The open requests when the page was loaded, so that no page has to ask; missing where there are very many. */
  inbox?: OpenRequest[]
  /** From which origins previews may always load, and whether a person may allow others. */
  previews: { hosts: string[]; ask: boolean }
}
