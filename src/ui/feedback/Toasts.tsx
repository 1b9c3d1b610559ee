import Alert from '@mui/material/Alert'
import Link from '@mui/material/Link'
import { useEffect, useState } from 'react'
import { Link as RouterLink } from 'react-router'
import { dismissToast, type Toast, useToasts } from './toast.ts'

export function Toasts() {
  return (
    <div className="toasts">
      {useToasts().map((toast) => (
        <ToastMessage key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastMessage({ toast: { id, text, tone, link, action } }: { toast: Toast }) {
  // Keep the toast while it is hovered or focused (WCAG 2.2.1).
  const [isHeld, setIsHeld] = useState(false)
  const lasts = link || action ? 20_000 : 8000
  useEffect(() => {
    if (isHeld || tone === 'error') return undefined // errors stay until dismissed
    const timer = setTimeout(() => dismissToast(id), lasts)
    return () => clearTimeout(timer)
  }, [id, tone, isHeld, lasts])
  return (
    <Alert
      role={tone === 'error' ? 'alert' : 'status'}
      severity={tone}
      variant="outlined"
      sx={{ bgcolor: 'background.paper' }}
      onClose={() => dismissToast(id)}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      {text}{' '}
      {link && (
        <Link component={RouterLink} to={link.to} onClick={() => dismissToast(id)}>
          {link.text}
        </Link>
      )}
      {action && (
        <Link
          component="button"
          type="button"
          onClick={() => {
            action.run()
            dismissToast(id)
          }}
        >
          {action.text}
        </Link>
      )}
    </Alert>
  )
}
