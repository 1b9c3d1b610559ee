import Stack from '@mui/material/Stack'
import { serverInfo } from '../../api/server-info.ts'
import { Page } from '../../ui/layout/Page.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { Appearance } from './Appearance.tsx'
import { CapabilityList } from './CapabilityList.tsx'
import { SampleProject } from './SampleProject.tsx'
import { ServerFacts } from './ServerFacts.tsx'
import TextField from '@mui/material/TextField'
import { prefer, usePreferences } from '../../preferences.ts'

export function SettingsPage() {
  return (
    <Page title="Settings">
      <Stack spacing={8} sx={{ maxWidth: 720 }}>
        <Section title="You">
          <NameField />
        </Section>
        <Section title="Appearance">
          <Appearance />
        </Section>
        <Section title="Connection">
          <ServerFacts />
        </Section>
        <Section title="Server capabilities">
          <CapabilityList />
        </Section>
        {serverInfo.capabilities.sampleProject && (
          <Section title="Sample project">
            <SampleProject />
          </Section>
        )}
      </Stack>
    </Page>
  )
}

/** Tag values can be far longer, but such a name is a mistake. */
const LONGEST = 200

function NameField() {
  const { name } = usePreferences()
  return (
    <TextField
      label="Your name"
      value={name}
      onChange={(event) => prefer({ name: event.target.value })}
      helperText="Shown as the owner of models you create and the author of versions you register. Stored in this browser, not verified."
      slotProps={{ htmlInput: { autoComplete: 'name', maxLength: LONGEST } }}
      fullWidth
      sx={{ mt: 1 }}
    />
  )
}
