import { CircleAlert } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'

/** What is wrong with a form as a whole; takes the focus so that nobody misses it. */
export function FormProblem({ message, children }: { message: string; children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [message])
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="flex gap-2 rounded-control bg-mark-danger p-3 text-fg"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="break-words">{message}</p>
        {children}
      </div>
    </div>
  )
}
