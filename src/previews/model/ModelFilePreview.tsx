import { useState } from 'react'
import { below, type Place } from '#contract/model-uri.ts'
import { ContentPreview } from '../ContentPreview.tsx'
import { ModelPreview } from './ModelPreview.tsx'
import { TextPreview } from '../code/TextPreview.tsx'
import { FileViews } from '../FileViews.tsx'

type Props = {
  /** Its folder. */
  place: Place
  /** The URI that clients load the folder by. */
  loadUri: string
  /** Bytes. */
  size: number
}

/** An MLmodel file: the model it describes, and its text. */
export function ModelFilePreview({ place, loadUri, size }: Props) {
  const [view, setView] = useState<'Model' | 'Text'>('Model')
  const file = { ...place, path: below(place.path, 'MLmodel') }
  return (
    <>
      <FileViews views={['Model', 'Text']} value={view} onChange={setView} />
      {view === 'Model' ? (
        <ModelPreview place={place} loadUri={loadUri} />
      ) : (
        <ContentPreview place={file} name="MLmodel" size={size} kind="text" Shown={TextPreview} />
      )}
    </>
  )
}
