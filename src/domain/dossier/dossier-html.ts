import { parseModelUri } from '#contract/model-uri.ts'
import { BY_TAG, OWNER_TAG, ownTags, tagValue } from '#contract/tags.ts'
import { valueOf } from '../changes/part.ts'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { factsOf } from '../runs/run-facts.ts'
import { stageMeaning } from '../stage-meaning.ts'
import type { Dossier } from './dossier.ts'
import { changeSections } from './dossier-changes.ts'
import { decisions } from './dossier-decisions.ts'
import { signature } from './dossier-model.ts'
import { dossierStyle } from './dossier-style.ts'
import { moment, none, type Row, said, section, table, unread } from './dossier-tables.ts'
import { Html, html } from './html.ts'

/** A version with its changes, policy, decisions and history: one page that loads nothing and runs nothing. */
export function dossierHtml(dossier: Dossier): string {
  const { name, version } = dossier.own.version
  const tags = valueOf(dossier.model)?.tags
  const other = typeof dossier.compared === 'string' ? undefined : dossier.compared
  const both = { own: dossier.own, evidence: dossier.evidence, other, tags, choice: dossier.choice }
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${withoutSecrets(name)} version ${version}: dossier</title>
        <style>
          ${new Html(dossierStyle)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <p class="quiet">Dossier of a registered model version</p>
            <h1>${said(name)} <span class="number">version ${version}</span></h1>
            ${table('About this dossier', [], made(dossier))}
          </header>
          ${registration(dossier)} ${descriptions(dossier)}
          <section aria-label="Compared">
            <h2>What changed</h2>
            <p>${comparison(dossier)}</p>
          </section>
          ${signature(both)} ${changeSections(both)} ${decisions(dossier)}
        </main>
      </body>
    </html> `.text
}

const row = (key: string, ...cells: (Html | string)[]): Row => ({ key, cells })

const made = ({ made: { at, by, server, behind, modelshelf }, isVerified }: Dossier): Row[] => [
  row('Made', moment(at)),
  row('By', html`${by === '' ? 'unknown' : said(by)}${!isVerified && ' (not verified)'}`),
  row('From', html`${said(server)}${behind.map((address) => html`, in front of MLflow at ${said(address)}`)}`),
  row('With', `Modelshelf ${modelshelf}`),
]

function registration({ own: { version, run: part } }: Dossier): Html {
  const { current_stage: stage = 'None', source = '', run_id, aliases = [] } = version
  const run = valueOf(part)
  const facts = run && factsOf(run)
  const by = tagValue(version.tags, BY_TAG) || facts?.user
  const copied = parseModelUri(source)
  const rows = [
    row('Stage', `${stage} (${stageMeaning[stage]})`),
    row(
      'Aliases',
      aliases.length > 0
        ? said(
            aliases
              .toSorted()
              .map((alias) => `@${alias}`)
              .join(', '),
          )
        : 'None',
    ),
    row(
      'Status',
      html`${version.status ?? 'READY'}${version.status_message && html`: ${said(version.status_message)}`}`,
    ),
    row('Registered', moment(version.creation_timestamp)),
    row('Registered by', by ? said(by) : 'Unknown'),
    row('Updated', moment(version.last_updated_timestamp)),
    row('Source', said(source)),
    ...(copied?.kind === 'version' ? [row('Copied from', html`${said(copied.name)} version ${copied.version}`)] : []),
    row(
      'Source run',
      run_id ? html`${run?.info.run_name && html`${said(run.info.run_name)}, `}${said(run_id)}` : 'None',
    ),
    ...(run ? [row('Experiment', said(run.info.experiment_id)), row('Run started', moment(run.info.start_time))] : []),
  ]
  const tags = ownTags(version.tags).map(({ key, value }) => row(key, said(value)))
  return html`${section('Registration', [table('Registration', ['Fact', 'Value'], rows)])}${section('Tags', [
    tags.length > 0 ? table('Tags', ['Tag', 'Value'], tags) : none('None.'),
  ])}`
}

function descriptions({ own: { version }, model: part }: Dossier): Html {
  const model = valueOf(part)
  const owner = tagValue(model?.tags, OWNER_TAG)
  return section('Descriptions', [
    ...unread([part]),
    html`<h3>Version</h3>`,
    version.description ? html`<div class="text">${said(version.description)}</div>` : none('None.'),
    model && html`<h3>Model${owner && html`, owned by ${said(owner)}`}</h3>`,
    model && (model.description ? html`<div class="text">${said(model.description)}</div>` : none('None.')),
  ])
}

function comparison({ compared, own }: Dossier): Html {
  if (typeof compared === 'string') return html`${compared}`
  const { name, version } = compared.version
  const why = { chosen: '', production: ', which was in Production', latest: ', the latest other version' }
  return html`Compared with ${name !== own.version.name && said(name)} version ${version}${why[compared.reason]}.`
}
