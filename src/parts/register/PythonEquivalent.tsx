import { PythonSection } from '../../ui/layout/PythonSection.tsx'

/** The registration in Python. */
export function PythonEquivalent({ uri, name }: { uri: string; name: string }) {
  return (
    <PythonSection
      code={`mlflow.register_model(\n    ${JSON.stringify(uri)},\n    ${JSON.stringify(name || 'name')},\n)`}
    />
  )
}
