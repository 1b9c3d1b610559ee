import { useEffect, useState } from 'react'

/** Returns the text once it has stopped changing for a moment. */
export function useLater(text: string): string {
  const [later, setLater] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), 180)
    return () => clearTimeout(timer)
  }, [text])
  return later
}
