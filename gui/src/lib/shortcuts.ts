import { useEffect, useRef } from 'react'
import { useUi } from './ui-store'

type Handlers = Record<string, (event: KeyboardEvent) => void>

const fields =
  'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]'

function isBusy(target: EventTarget | null) {
  const element = target instanceof Element ? target : document.body
  return (
    element.matches(fields) ||
    document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null
  )
}

/** Single-letter keys of a screen: silent while typing, with a dialog open, and when switched off. */
export function useShortcuts(handlers: Handlers) {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (!useUi.getState().shortcuts || isBusy(event.target)) return
      const handler = latest.current[event.key]
      if (!handler) return
      event.preventDefault()
      handler(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

/** Ctrl or Cmd with Enter: sends the form of the screen, also while typing in it. */
export function useModEnter(send: () => void) {
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      if (document.querySelector('[role=dialog]')) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

export const modKey = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl')
