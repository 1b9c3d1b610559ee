import { Page } from '../../ui/Page.tsx'

export function LoggedModelPage() {
  return <Page title="LoggedModel">{null}</Page>
}
