import { NAME_HEADER } from '../../contract/review-paths.ts'
import { clientWith } from '../../testbed/accounts.ts'
import { expect, only, test } from '../fixtures.ts'

const embedded = only('embedded', 'in front of MLflow, only people whom --admins names may change policies')

/** The client of somebody else. */
const clientOf = (url: string, name: string) => clientWith(url, { [NAME_HEADER]: name })

test(
  'a model’s policy is written in the app, says what a move misses before it, and is met by approvals',
  embedded,
  async ({ page, call, unique, baseURL }) => {
    const name = unique('policy')
    await call('createModel', { name })
    for (const source of ['s3://bucket/1', 's3://bucket/2']) await call('createVersion', { name, source })
    await call('transitionStage', { name, version: '1', stage: 'Production' })

    await page.goto(`models/${encodeURIComponent(name)}/policy`)
    await page.getByRole('button', { name: 'Add rule' }).click()
    const rule = page.getByRole('dialog', { name: 'Add a rule' })
    await expect(rule.getByLabel('Moving a version to')).toHaveValue('Production')
    await rule.getByLabel('Approvals').selectOption('2')
    await rule.getByLabel('A description').check()
    const sections = ['Purpose', 'Limits', 'Data', 'Fairness']
    const facts = ['Owner', 'Contact', 'Runbook', 'Latency', 'Size']
    for (const label of [...sections, ...facts]) await rule.getByRole('checkbox', { name: label, exact: true }).check()
    const card =
      '“Purpose”, “Limits”, “Data”, “Fairness”, “Owner”, “Contact”, “Runbook”, “Latency” and “Size” in the model card'
    await rule.getByLabel('Tags').fill('validation=passed')
    await rule.getByRole('checkbox', { name: /One version at a time/ }).check()
    await rule.getByRole('button', { name: 'Save rule' }).click()
    await expect(page.getByRole('list', { name: 'Rules', exact: true })).toContainText(
      `2 approvals, a description, ${card}, the tag validation = passed, one version at a time`,
    )

    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    await page.getByRole('button', { name: 'Stage' }).click()
    await expect(page.getByRole('menuitem', { name: 'Transition to Production', exact: true })).toContainText(
      'needs 2 approvals',
    )
    await page.getByRole('menuitem', { name: 'Transition to Production', exact: true }).click()
    const move = page.getByRole('dialog', { name: 'Move version 2 to Production' })
    await expect(move.getByRole('note')).toContainText('a description')
    await expect(move.getByRole('note')).toContainText('2 approvals (0 so far)')
    await expect(move.getByRole('button', { name: 'Move to Production' })).toBeDisabled()
    await expect(move.getByRole('checkbox', { name: /^Archive version 1/ })).toBeDisabled()
    await move.getByRole('button', { name: 'Request transition…' }).click()
    await page.getByRole('button', { name: 'Send request' }).click()
    const request = page.getByRole('region', { name: 'Request: Production' })
    await expect(request).toContainText(
      `Needs a description, ${card}, the tag validation = passed and 2 approvals (0 so far)`,
    )

    await call('updateVersion', { name, version: '2', description: 'Better in the rain' })
    const head = facts.map((label) => `${label.toLowerCase()}: said`).join('\n')
    const body = sections.map((label) => `## ${label}\n\nSaid.\n`).join('\n')
    await call('updateModel', { name, description: `---\n${head}\n---\n${body}` })
    await call('setVersionTag', { name, version: '2', key: 'validation', value: 'passed' })
    await page.goto('reviews')
    const ready = page.getByRole('table', { name: 'Ready for Production' }).getByRole('row').filter({ hasText: name })
    await expect(ready).toContainText('Needs 2 approvals (0 so far)')
    await ready.getByRole('link').click()
    await expect(request).toBeVisible() // reloading before would stay on the inbox
    const approval = { name, version: '2', stage: 'Production' }
    await clientOf(baseURL ?? '', 'Mira')('approveTransitionRequest', approval)
    await page.reload()
    await expect(request).toContainText('Needs 2 approvals (1 so far: Mira)')
    await page.goto('settings')
    await page.getByLabel('Your name').fill('Nora')
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    await request.getByRole('button', { name: 'Approve…' }).click()
    const deciding = page.getByRole('dialog', { name: 'Approve: version 2 to Production' })
    await expect(deciding).toContainText('1 of 2 approvals: Mira.')
    await deciding.getByRole('button', { name: 'Approve and move' }).click()
    await expect(page.getByRole('button', { name: 'Stage' })).toHaveText('Production')
    await expect
      .poll(async () => (await call('getVersion', { name, version: '1' })).model_version.current_stage)
      .toBe('Archived')
  },
)

test(
  'whoever may manage a model moves a version against its policy, with a reason that its activity shows',
  embedded,
  async ({ page, call, unique }) => {
    const name = unique('override')
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/1' })
    await call('setPolicy', { name, rules: [{ target: 'Production', signature: true }], revision: 0 })

    await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
    await page.getByRole('button', { name: 'Stage' }).click()
    await page.getByRole('menuitem', { name: 'Transition to Production', exact: true }).click()
    const move = page.getByRole('dialog', { name: 'Move version 1 to Production' })
    await move.getByRole('checkbox', { name: /^Override the policy/ }).check()
    const confirm = move.getByRole('button', { name: 'Move to Production' })
    await expect(confirm).toBeDisabled()
    await move.getByLabel('Reason').fill('Production is down.')
    await confirm.click()
    await expect(page.getByRole('button', { name: 'Stage' })).toHaveText('Production')
    await page.getByRole('tab', { name: 'Activity' }).click()
    const activity = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
    await expect(activity.filter({ hasText: 'moved it against the policy' })).toContainText('Production is down.')
    await expect(activity.filter({ hasText: 'moved it against the policy' })).toContainText(
      'The policy needs a signature',
    )

    await page.goto('reviews')
    const overrides = page.getByRole('list', { name: 'Moved against the policy' })
    const override = overrides.getByRole('listitem').filter({ hasText: name })
    await expect(override).toContainText('Production is down.')
    await override.getByRole('link').click()
    await expect(activity.filter({ hasText: 'moved it against the policy' })).toBeVisible()
  },
)
