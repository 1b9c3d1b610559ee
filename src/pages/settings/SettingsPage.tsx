import Stack from '@mui/material/Stack'
import { serverInfo } from '../../api/server-info.ts'
import { Page } from '../../ui/layout/Page.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { Appearance } from './Appearance.tsx'
import { CapabilityList } from './CapabilityList.tsx'
import { NameField } from './NameField.tsx'
import { SampleProject } from './SampleProject.tsx'
import { ServerFacts } from './ServerFacts.tsx'

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
