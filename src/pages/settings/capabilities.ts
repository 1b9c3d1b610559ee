import type { Capabilities, ServerInfo } from '#contract/server-info.ts'

type Told = { name: string; has: string; lacks: string }

/** What each capability gives a person, and what its absence means for them. */
export const told: Record<keyof Capabilities, Told> = {
  loggedModels: {
    name: 'Logged models',
    has: 'Models of MLflow 3 clients have pages of their own.',
    lacks:
      'This server is older than MLflow 3: models are folders among the artifacts of their run, and are registered from there.',
  },
  stages: {
    name: 'Stages',
    has: 'Versions move through Staging, Production and Archived.',
    lacks: 'Versions have no stages on this server: aliases mark what is in use.',
  },
  aliases: {
    name: 'Aliases',
    has: 'A version can be given names such as champion.',
    lacks: 'Versions cannot be given names on this server: they are loaded by number or stage.',
  },
  proxiedArtifacts: {
    name: 'Artifacts through the server',
    has: 'Files are read, downloaded and uploaded through the server.',
    lacks:
      'This server hands no files through: what its runs wrote elsewhere can be listed, but not always opened here.',
  },
  sampleProject: {
    name: 'Sample project',
    has: 'An empty registry can be filled with a team’s work to look at.',
    lacks: 'Only Modelshelf’s own backend offers one: on a server in use nothing is made up.',
  },
}

/** Whose rights count, by how the server was started. */
export const signIn: Record<ServerInfo['auth'], string> = {
  none: 'Nobody signs in: whoever reaches this server may do everything. Names are what people say of themselves.',
  operator:
    'Everything is done with the rights of the operator who started Modelshelf. Names are what people say of themselves.',
  'pass-through': 'Everybody signs in with their own MLflow credentials, and has their own rights.',
}
