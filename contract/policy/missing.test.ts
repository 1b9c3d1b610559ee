import { describe, expect, test } from 'vitest'
import { type Evidence, missingOf } from './missing.ts'
import { looseRequirements } from './requirements.ts'
import { inForce, noRule, type Rule } from './rules.ts'

const rule = (asked: Partial<Rule>): Rule => ({ ...noRule('Production'), ...asked })
const evidence = (known: Partial<Evidence> = {}): Evidence => ({
  description: false,
  card: {},
  tags: [],
  metrics: new Map(),
  files: { signature: false, input_example: false },
  votes: { requesters: [], approvals: [] },
  about: { hash: 'today' },
  ...known,
})
const texts = (asked: Partial<Rule>, known?: Partial<Evidence>) =>
  missingOf(rule(asked), evidence(known)).map(({ text }) => text)

const approval = (user: string, hash = 'today') => ({ user, time: 0, evidence: { Production: hash } })

describe('what a rule misses', () => {
  test('in the version and its files', () => {
    const asked = { description: true, signature: true, input_example: true, pinned_requirements: true }
    expect(texts(asked)).toEqual(['a description', 'a signature', 'an input example', 'a requirements.txt'])
    const files = { signature: true, input_example: true, loose: ['numpy', 'pandas'] }
    expect(texts(asked, { description: true, files })).toEqual([
      'exact versions in its requirements (not for numpy, pandas)',
    ])
    expect(texts(asked, { description: true, files: { ...files, loose: [] } })).toEqual([])
  })

  test('in the model card', () => {
    const asked = { card: ['purpose', 'limits', 'owner'] } satisfies Partial<Rule>
    expect(texts(asked)).toEqual(['“Purpose”, “Limits” and “Owner” in the model card'])
    expect(texts(asked, { card: { purpose: 'Predicts', owner: 'Ana', data: 'x' } })).toEqual([
      '“Limits” in the model card',
    ])
    expect(texts({ card: [] })).toEqual([])
  })

  test('in files that cannot be read', () => {
    expect(texts({ signature: true }, { files: { unreadable: 'its files are at s3://b' } })).toEqual([
      'a signature (its files are at s3://b)',
    ])
  })

  test.each([
    [[], 'the tag validation = passed'],
    [[{ key: 'validation', value: 'failed' }], 'the tag validation = passed (it is failed)'],
    [[{ key: 'validation', value: '' }], 'the tag validation = passed (it is empty)'],
    [[{ key: 'Validation', value: 'passed' }], 'the tag validation = passed'],
    [[{ key: 'validation', value: 'passed' }], undefined],
  ])('among tags %j', (tags, missing) => {
    expect(texts({ tags: [{ key: 'validation', value: 'passed' }] }, { tags })[0]).toBe(missing)
  })

  test.each([
    [{ at_most: 3 }, 3, undefined, undefined],
    [{ at_most: 3 }, 3.5, undefined, 'rmse of at most 3 (it is 3.5)'],
    [{ at_most: 3 }, NaN, undefined, 'rmse of at most 3 (it is NaN)'],
    [{ at_least: 0.8 }, 0.79, undefined, 'rmse of at least 0.8 (it is 0.79)'],
    [{ at_least: 0.8 }, undefined, undefined, 'the metric rmse'],
    [{}, 1, undefined, undefined],
    [{ better: 'lower' }, 4, 4, undefined],
    [{ better: 'lower' }, 4.1, 4, 'rmse no worse than that of version 7 (4.1, not 4)'],
    [{ better: 'lower', tolerance: 0.2 }, 4.1, 4, undefined],
    [
      { better: 'higher', tolerance: 0.2 },
      3.7,
      4,
      'rmse no worse than that of version 7 by more than 0.2 (3.7, not 4)',
    ],
    [{ better: 'higher' }, NaN, 4, 'rmse no worse than that of version 7 (NaN, not 4)'],
    [{ better: 'higher' }, 1, undefined, undefined],
    [{ better: 'higher' }, 1, NaN, undefined],
  ] as const)('of a metric %j: %s beside %s', (asked, has, there, missing) => {
    const metrics = new Map(has === undefined ? [] : [['rmse', has]])
    const holder = there === undefined ? undefined : { version: '7', metrics: new Map([['rmse', there]]) }
    expect(texts({ metrics: [{ key: 'rmse', ...asked }] }, { metrics, holder })[0]).toBe(missing)
  })

  test.each([
    [{ approvals: 2 }, [], [approval('ann')], '2 approvals (1 so far: ann)'],
    [{ approvals: 2 }, [], [approval('ann'), approval('ann')], '2 approvals (1 so far: ann)'],
    [{ approvals: 2 }, [], [approval('ann'), approval('bob')], undefined],
    [{ approvals: 1 }, ['ann'], [approval('ann')], '1 approval (0 so far)'],
    [{ approvals: 1, own_approval: true }, ['ann'], [approval('ann')], undefined],
    [{ approvals: 1, approvers: ['bob'] }, [], [approval('ann')], '1 approval by bob (0 so far)'],
    [{ approvals: 1, approvers: [] }, [], [approval('ann')], '1 approval by nobody (0 so far)'],
    [
      { approvals: 1 },
      [],
      [approval('ann', 'yesterday')],
      '1 approval (0 so far; ann’s has lapsed, as the version has changed since)',
    ],
  ])('of approvals %#', (asked, requesters, approvals, missing) => {
    expect(texts(asked, { votes: { requesters, approvals } })[0]).toBe(missing)
  })
})

test('a model can only be stricter than the default', () => {
  const [strict] = inForce(
    [rule({ approvals: 2, approvers: ['ann', 'bob'], tags: [{ key: 'a' }] })],
    [
      rule({
        approvals: 1,
        own_approval: true,
        approvers: ['bob', 'cy'],
        single: true,
        tags: [{ key: 'a' }, { key: 'b' }],
      }),
    ],
  )
  expect(strict).toEqual(rule({ approvals: 2, approvers: ['bob'], single: true, tags: [{ key: 'a' }, { key: 'b' }] }))
  expect(inForce([rule({ card: ['owner'] })], [rule({ card: ['size', 'purpose'] })])).toEqual([
    rule({ own_approval: true, card: ['purpose', 'owner', 'size'] }),
  ])
  expect(inForce([rule({ approvals: 1 })], [])).toEqual([rule({ approvals: 1 })])
  expect(inForce([], [rule({ approvals: 1 }), { ...noRule('@champion'), approvals: 1 }])).toHaveLength(2)
})

test.each([
  ['numpy==1.26.4\nscikit-learn[all] == 1.5.0 ; python_version > "3.8"', []],
  ['mlflow\nnumpy>=1.2\npandas==2.*\ncloudpickle==3.0,<4', ['mlflow', 'numpy', 'pandas', 'cloudpickle']],
  ['numpy==1.26.4 \\\n    --hash=sha256:ab \\\n    --hash=sha256:cd\npandas==2.2.0 --hash=sha256:ef', []],
  ['not a requirement', ['not a requirement']],
  ['# comment\n\n--extra-index-url https://x\n-e .\ntorch @ https://x/torch.whl\nlib===1.0 # pinned\n./wheel.whl', []],
])('requirements without an exact version in %j', (text, loose) => {
  expect(looseRequirements(text)).toEqual(loose)
})
