import type { Opener, OpenersOfPage, Places } from './opener.ts'

const person = (file: string, name: string, item: string, opens: RegExp): Opener => ({
  file,
  press: [`Manage ${name}`, item],
  opens,
})

/** What opens over the pages below Settings. */
export const openersInSettings = ({ webhook }: Places): OpenersOfPage[] => [
  {
    path: 'settings',
    shows: 'Theme',
    openers: [
      { file: 'src/pages/settings/TimeZoneField.tsx', press: ['Time zone'], opens: 'Time zone', role: 'listbox' },
      {
        file: 'src/pages/settings/SampleProject.tsx',
        press: ['Remove sample project'],
        opens: 'Remove sample project?',
      },
    ],
  },
  {
    path: 'settings/webhooks',
    shows: 'chat',
    openers: [{ file: 'src/pages/settings/webhooks/WebhookDialog.tsx', press: ['New webhook'], opens: 'New webhook' }],
  },
  {
    path: webhook,
    shows: 'Deliveries',
    openers: [
      { file: 'src/pages/settings/webhooks/WebhookDialog.tsx', press: ['Edit'], opens: 'Edit webhook' },
      { file: 'src/pages/settings/webhooks/WebhookPage.tsx', press: ['More'], opens: 'Delete webhook', role: 'menu' },
      { file: 'src/pages/settings/webhooks/WebhookPage.tsx', press: ['More', 'Delete webhook'], opens: /^Delete/ },
    ],
  },
  {
    path: 'settings/people',
    shows: 'scorers',
    openers: [
      { file: 'src/pages/settings/accounts/CreateAccountDialog.tsx', press: ['Invite person'], opens: 'Invite person' },
      { file: 'src/pages/settings/accounts/PeoplePage.tsx', press: ['Manage ada'], opens: 'Change role', role: 'menu' },
      person('src/pages/settings/accounts/PersonDialogs.tsx', 'ada', 'Change role', /^Role of ada/),
      person('src/pages/settings/accounts/PersonDialogs.tsx', 'ada', 'Reset password', /^Reset the password/),
      person('src/pages/settings/accounts/PersonDialogs.tsx', 'ada', 'Deactivate account', /^Deactivate/),
      person('src/pages/settings/accounts/PersonDialogs.tsx', 'ben', 'Activate account', /^Activate/),
      person('src/pages/settings/accounts/PersonDialogs.tsx', 'ada', 'Delete account', /^Delete the account/),
      person('src/pages/settings/accounts/PersonDialogs.tsx', 'ci', 'Tokens', /^Tokens of ci/),
      { file: 'src/pages/settings/accounts/Groups.tsx', press: ['Create group'], opens: 'Create group' },
      { file: 'src/pages/settings/accounts/Groups.tsx', press: ['Manage scorers'], opens: 'Members', role: 'menu' },
      person('src/pages/settings/accounts/MembersDialog.tsx', 'scorers', 'Members', /^Members of/),
      person('src/pages/settings/accounts/Groups.tsx', 'scorers', 'Delete group', /^Delete the group/),
    ],
  },
  {
    path: 'settings/profile',
    shows: 'laptop',
    openers: [
      { file: 'src/pages/settings/accounts/TokenList.tsx', press: ['Create token'], opens: 'Create token' },
      { file: 'src/pages/settings/accounts/TokenList.tsx', press: [/^Revoke/], opens: /^Revoke token/ },
    ],
  },
]
