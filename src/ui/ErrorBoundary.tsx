import { Component, type ReactNode } from 'react'
import { ErrorNotice } from './ErrorNotice.tsx'

type Props = { title: string; children: ReactNode }

/** Keeps a failure while drawing, or loading code, in its place. React offers this only to classes. */
export class ErrorBoundary extends Component<Props, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(thrown: unknown): { error: Error } {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    // React keeps code that failed to load for failed: only a new page asks for it again, after an update for the new one.
    const retry = () => (codeMissing(error) ? window.location.reload() : this.setState({ error: undefined }))
    return <ErrorNotice title={this.props.title} error={error} onRetry={retry} />
  }
}

/** Chromium, Firefox and Safari each have words of their own for it. */
const codeMissing = ({ message }: Error) =>
  /dynamically imported module|Importing a module script failed|Unable to preload/i.test(message)
