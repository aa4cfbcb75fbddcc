import { useMedia } from './use-media'
import { useUi } from './ui-store'

export function useDark(): boolean {
  const theme = useUi((ui) => ui.theme)
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  return theme === 'dark' || (theme === 'system' && systemDark)
}
