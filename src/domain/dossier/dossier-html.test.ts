import { describe, expect, test } from 'vitest'
import { parseMlmodel } from '#contract/mlmodel.ts'
import { noRule } from '#contract/policy/rules.ts'
import type { Run } from '#contract/runs.ts'
import { known, unknown } from '../changes/part.ts'
import type { Compared, Dossier, Side } from './dossier.ts'
import { dossierHtml } from './dossier-html.ts'

const hostile = `</td></table><img src=x onerror="alert(1)"><script>alert('2')</script>&lt;`

/** A run whose every text is `text`. */
const runOf = (text: string, rmse: number): Run => ({
  info: {
    run_id: 'r1',
    run_name: text,
    experiment_id: '7',
    status: 'FINISHED',
    lifecycle_stage: 'active',
    start_time: 5,
  },
  data: {
    metrics: [
      { key: 'rmse', value: rmse, timestamp: 1, step: 0 },
      { key: text, value: 0.1 + 0.2, timestamp: 1, step: 0 },
    ],
    params: [{ key: text, value: text }],
    tags: [
      { key: 'mlflow.source.git.commit', value: text },
      { key: 'mlflow.user', value: text },
    ],
  },
  inputs: { dataset_inputs: [{ dataset: { name: text, digest: text, source_type: 'local', source: text }, tags: [] }] },
})

function sideOf(version: string, text: string, rmse: number): Side {
  const run = runOf(text, rmse)
  const signature = { inputs: JSON.stringify([{ name: text, type: 'double', required: true }]), outputs: '[]' }
  return {
    version: {
      name: text,
      version,
      current_stage: 'Staging',
      creation_timestamp: 1_700_000_000_123,
      description: text,
      source: text,
      run_id: 'r1',
      status: 'FAILED_REGISTRATION',
      status_message: text,
      aliases: [text],
      tags: [{ key: text, value: text }],
    },
    run: known(run),
    measured: known({ run }),
    model: known(parseMlmodel(JSON.stringify({ flavors: { python_function: {} }, signature }))),
    libraries: known({ file: 'requirements.txt', text: '', requirements: [text, `numpy==${version}.0`] }),
    files: known({ sizes: new Map([[text, 3]]), isCut: true }),
  }
}

const activity = (text: string) => ({
  id: '1.2',
  activity_type: 'APPROVED_REQUEST' as const,
  user_id: text,
  creation_timestamp: 1_700_000_000_456,
  last_updated_timestamp: 1_700_000_000_456,
  comment: text,
  system_comment: text,
  evidence: { [text]: 'beef' },
  from_stage: 'None' as const,
  to_stage: 'Staging' as const,
  version: '2',
})

function dossierOf(text: string): Dossier {
  return {
    made: { at: 1_700_000_000_789, by: text, server: `http://shelf/${text}`, behind: [text], modelshelf: '1.0' },
    isVerified: false,
    choice: 'last',
    model: known({ name: text, description: text, tags: [{ key: 'modelshelf.owner', value: text }] }),
    own: sideOf('2', text, 4),
    evidence: known({
      files: [{ path: text, size: 3, sha256: 'f00d' }],
      files_hash: 'cafe',
      approvals: { [text]: 'beef' },
    }),
    compared: {
      ...sideOf('1', text, 5),
      reason: 'production',
      isOnePlace: false,
      verdicts: new Map([[text, 'changed' as const]]),
      texts: [{ path: text, lines: () => [{ before: 1, after: 1, lines: [`+${text}`, `-${text}`] }] }],
      textsLeft: 0,
    },
    reviews: {
      policy: known({ in_force: [] }),
      checks: [],
      stays: known([{ version: '2', stage: 'Staging' as const, since: 5, by: text, comment: text }]),
      activities: known([activity(text)]),
    },
  }
}

/** The tags of a page, without the values of their attributes. */
const tagsIn = (text: string) => text.match(/<\/?[a-z][^>]*>/gi)?.map((tag) => tag.replace(/="[^"]*"/g, ''))

describe('a dossier', () => {
  test('holds hostile texts as text, wherever they stand', () => {
    const page = dossierHtml(dossierOf(hostile))
    expect(page).not.toMatch(/<(img|script)\b/i)
    // The same tags, in the same order, as with harmless texts.
    expect(tagsIn(page)).toEqual(tagsIn(dossierHtml(dossierOf('harmless words'))))
    expect(page.split('&lt;img src=x').length).toBeGreaterThan(25)
    expect(page).not.toMatch(/(src|href|action)="/)
  })

  test('marks what cannot be seen, and what would turn around the words after it', () => {
    const page = dossierHtml(dossierOf('approved\u0007 \u202Eton\u202C'))
    expect(page).toContain('approved\uFFFD \uFFFDton\uFFFD')
    expect(page).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  })

  test('says exact values and times, differences, and who made it', () => {
    const page = dossierHtml(dossierOf('bikes'))
    for (const text of [
      '0.30000000000000004',
      '−1 (−20%) better',
      '2023-11-14 22:13:20.123 UTC',
      '2023-11-14 22:13:20.789 UTC',
    ])
      expect(page).toContain(text)
    expect(page).toContain('http://shelf/bikes')
    expect(page).toContain('Approved the request to move it to Staging')
    expect(page).toContain('Newer')
    expect(page).toContain(
      'Each value is the last that was logged. The histories are not in this dossier; run r1 has them.',
    )
    expect(dossierHtml({ ...dossierOf('bikes'), choice: 'best' })).toContain('rmse, best')
  })

  test('has the hashes of the files, and says whether what was approved is the same as now', () => {
    const dossier = dossierOf('bikes')
    const page = dossierHtml(dossier)
    for (const text of [
      'File, with its SHA-256 in version 2',
      '>f00d<',
      'SHA-256 of all files of version 2',
      'cafe',
      'beef, the same as now',
    ])
      expect(page).toContain(text)
    const changed = { files: [{ path: 'large.bin', size: 9 }], files_hash: 'cafe', approvals: { bikes: 'fade' } }
    const other = dossierHtml({ ...dossier, evidence: known(changed) })
    expect(other).toContain('beef, not the same as now')
    expect(other).toMatch(/Not in this dossier: .*the hash of one file, too large or not readable/)
    const elsewhere = { files: [], files_hash: 'cafe', unreadable: 'its files are at s3://b', approvals: {} }
    expect(dossierHtml({ ...dossier, evidence: known(elsewhere) })).toMatch(
      /hashes, because .*its files are at s3:\/\/b/,
    )
    const many = { ...elsewhere, unreadable: 'it has more than 1,000 files' }
    expect(dossierHtml({ ...dossier, evidence: known(many) })).toMatch(
      /Not in this dossier: .*hashes, because it has more than 1,000 files/,
    )
    expect(dossierHtml({ ...dossier, evidence: unknown('Reading took too long.') })).toContain('Reading took too long.')
  })

  test('does not compare approvals with what its reader may not see, and says so', () => {
    const dossier = dossierOf('bikes')
    const evidence = known({ files: [], files_hash: 'cafe', approvals: {}, hidden: ['bikes'] })
    const page = dossierHtml({ ...dossier, evidence })
    expect(page).toContain('may not read them. What the policy for bikes asks')
    expect(page).toContain('beef<')
    expect(page).not.toContain('the same as now')
  })

  test('has changed lines whole, and says how many files it leaves out', () => {
    const line = `+${'x'.repeat(9000)}end`
    const dossier = dossierOf('bikes')
    const texts = [{ path: 'a.txt', lines: () => [{ before: 1, after: 1, lines: [line] }] }]
    const compared = { ...(dossier.compared as Compared), texts, textsLeft: 7 }
    const page = dossierHtml({ ...dossier, compared })
    expect(page).toContain(line)
    expect(page).toContain('the changed lines of 7 other text files')
  })

  test('says that a version is where a rule would ask something of it', () => {
    const dossier = dossierOf('bikes')
    const rule = { ...noRule('Staging'), approvals: 1 }
    const check = { missing: [], approvals: { needed: 0, given: [] }, archives: false, may_override: false }
    const reviews = {
      ...dossier.reviews,
      policy: known({ in_force: [rule] }),
      checks: [{ target: 'Staging', check: known(check) }],
    }
    expect(dossierHtml({ ...dossier, reviews })).toContain('It is there already, so nothing is asked of it.')
  })

  test('says which parts could not be read, and why', () => {
    const dossier = dossierOf('bikes')
    const lost = unknown('The source run is on another server.')
    const own = { ...dossier.own, run: lost, measured: lost, files: unknown('The files of version 2 cannot be read.') }
    const page = dossierHtml({ ...dossier, own, model: unknown('The model could not be loaded: down') })
    for (const why of [
      'The source run is on another server.',
      'The files of version 2 cannot be read.',
      'loaded: down',
    ])
      expect(page).toContain(why)
    expect(page).toContain('Unknown')
  })

  test('shows no password in an address', () => {
    const page = dossierHtml(dossierOf('https://me:hunter2@host/x'))
    expect(page).not.toContain('hunter2')
  })

  test('of the only version has one column of values', () => {
    const page = dossierHtml({ ...dossierOf('bikes'), compared: 'This is the only version.' })
    expect(page).toContain('This is the only version.')
    expect(page).not.toContain('Difference')
  })
})
