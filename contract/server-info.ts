import type { OpenRequest } from './review-paths.ts'

/** What the backend can do. The app hides or explains the rest. */
export type Capabilities = {
  loggedModels: boolean
  stages: boolean
  aliases: boolean
  /** Whether artifacts can be read and uploaded through the server. */
  proxiedArtifacts: boolean
  /** Whether the server takes files that a browser uploads; MLflow 3.18 may be set to take them by its own clients only. */
  uploads: boolean
  /** Whether a sample project can be loaded (embedded backend only). */
  sampleProject: boolean
  /** Whether it sorts runs by the best, mean … value of a metric (contract/metrics/summaries.ts; embedded backend only). */
  metricSummaries: boolean
  /** Whether it sends webhooks. */
  webhooks: boolean
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
  /** Something that is not MLflow answers at this address of theirs. */
  absence?: { address: string; variable: string; why: string }
  /** Whose permissions apply: nobody's (`none`), those of an account here, the operator's, or each person's own in MLflow. */
  auth: 'none' | 'accounts' | 'operator' | 'pass-through'
  /** A proxy in front says who asks (`--auth proxy`), so that nobody signs in here. */
  isProxied?: boolean
  /** What the identity provider is called that people can sign in with. */
  provider?: string
  /** In front of an MLflow server: whom the proxy in front of us names (`--user-header`); '' for nobody. */
  user?: string
  capabilities: Capabilities
  /** Whether the server tells beforehand what the caller may do. */
  rights?: boolean
  /** Whether the MLflow server separates teams by workspaces. */
  workspaces?: boolean
  /** The operator's choice of the experiment for uploaded models. */
  uploadExperiment?: string
  /**
   * The open requests when the page was loaded, so that no page has to ask; missing where there are very many, and in front of an
   * MLflow server where there are any.
   */
  inbox?: OpenRequest[]
  /** From which origins previews may always load, and whether a person may allow others. */
  previews: { hosts: string[]; ask: boolean }
}

/** The answer of MLflow's server-info. Servers before 3.18 lack some fields; those before 3 lack the call (docs/rest-contract.md §10). */
export type MlflowServerInfo = {
  /** null with `--artifacts-only`. */
  store_type: 'SqlStore' | 'FileStore' | null
  workspaces_enabled: boolean
  trace_archival_enabled: boolean
  /** Whether clients transfer large files in parts, straight to and from the object store. */
  multipart_uploads_enabled: boolean
  multipart_downloads_enabled: boolean
  presigned_upload_run_id_supported: boolean
  presigned_upload_model_id_supported: boolean
  /** Since 3.18: whether the files of a logged model can be read by presigned URLs. */
  model_artifact_presigned_downloads_supported: boolean
  /** Since 3.18: whether artifacts go through the server (`--serve-artifacts`). */
  artifact_serving_enabled: boolean
  /** Since 3.18: whether the server refuses to carry artifacts, so that clients must use presigned URLs. */
  artifacts_presigned_only: boolean
  /** Since 3.18: the client plugin that signs requests, for code examples; '' for none. */
  tracking_auth: string
  /** `scheduled_issue_detection` since 3.18. */
  features_enabled: { gateway: boolean; scheduled_issue_detection: boolean }
}

/** Below the base path, in front of an MLflow server: GET asks it again, with one's own credentials, what it can do. */
export const serverPath = 'modelshelf/server'
/** Below the base path, ours, with accounts (docs/accounts.md). POST `{name, password}` starts a session. */
export const signInPath = 'modelshelf/sign-in'
/** POST ends the session. */
export const signOutPath = 'modelshelf/sign-out'
/** GET says who asks. */
export const mePath = 'modelshelf/me'
/** What an account may do on the whole server (docs/accounts.md §1). */
export type Role = 'reader' | 'contributor' | 'admin'
/** `admins`: whom others can ask for what only admins do. */
export type Me = { name: string; role: Role; admins?: string[] }
