import { useEffect, useState } from 'react'

/** The same text, a moment after it stopped changing. */
export function useLater(text: string): string {
  const [later, setLater] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), 180)
    return () => clearTimeout(timer)
  }, [text])
  return later
}
