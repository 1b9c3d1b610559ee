import { Component, type ReactNode } from 'react'
import { ErrorNotice } from './ErrorNotice.tsx'

type Props = { title: string; children: ReactNode }

/** Contains a render error. React offers this only to class components. */
export class ErrorBoundary extends Component<Props, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(thrown: unknown): { error: Error } {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return <ErrorNotice title={this.props.title} error={error} onRetry={() => this.setState({ error: undefined })} />
  }
}
