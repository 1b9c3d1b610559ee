import type { Capabilities, ServerInfo } from '#contract/server-info.ts'

type Told = { name: string; has: string; lacks: string }

/** What each capability offers, and what its absence means. */
export const told: Record<keyof Capabilities, Told> = {
  loggedModels: {
    name: 'Logged models',
    has: 'Models logged by MLflow 3 clients have their own pages.',
    lacks: 'This server is older than MLflow 3. Models are folders in a run’s artifacts; register them from there.',
  },
  stages: {
    name: 'Stages',
    has: 'Versions move through Staging, Production and Archived.',
    lacks: 'This server has no stages. Use aliases to mark versions in use.',
  },
  aliases: {
    name: 'Aliases',
    has: 'Versions can have names such as champion.',
    lacks: 'This server has no aliases. Load versions by number or stage.',
  },
  proxiedArtifacts: {
    name: 'Artifacts through the server',
    has: 'Files are read, downloaded and uploaded through the server.',
    lacks: 'This server does not serve artifacts. Files stored elsewhere can be listed, but not always opened here.',
  },
  uploads: {
    name: 'Uploads in the browser',
    has: 'A model folder can be uploaded and registered in the browser.',
    lacks:
      'This server accepts files only from MLflow clients, which send them straight to its store. Log models from Python.',
  },
  sampleProject: {
    name: 'Sample project',
    has: 'Fill an empty registry with a team’s sample work.',
    lacks: 'Only the built-in backend offers a sample project.',
  },
  metricSummaries: {
    name: 'Sorting by best values',
    has: 'Runs can be sorted by the best, lowest, highest or mean value of a metric.',
    lacks:
      'This server sorts runs by the last value only. Other values are read from histories, for the runs on a page.',
  },
  webhooks: {
    name: 'Webhooks',
    has: 'CI and chat tools can be notified of changes to models.',
    lacks: 'This server does not send webhooks.',
  },
}

/** Whose permissions apply, by `--auth`. */
export const signIn: Record<ServerInfo['auth'], string> = {
  none: 'Off (--auth none). Anyone who can reach this server has full access. Names are not verified.',
  accounts: 'Everyone signs in with an account of this server.',
  operator: 'Requests use the operator’s MLflow credentials. Names are verified only if a proxy gives them.',
  'pass-through': 'Everyone signs in with their own MLflow credentials and permissions.',
}
