import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'comfortable' | 'compact'

type UiState = {
  theme: Theme
  density: Density
  /** Single-letter shortcuts; the palette and Escape always work. */
  shortcuts: boolean
  sidebarFolded: boolean
  lastWorkspace?: string
  locale?: string
}

/** What this browser remembers. Nothing secret, nothing the server knows better. */
export const useUi = create<UiState>()(
  persist<UiState>(
    () => ({ theme: 'system', density: 'comfortable', shortcuts: true, sidebarFolded: false }),
    {
      name: 'postmagiq.ui',
    },
  ),
)

export function applyDensity(density: Density) {
  document.documentElement.dataset.density = density
}

export function applyTheme(theme: Theme) {
  const dark =
    theme === 'dark' ||
    (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
}
