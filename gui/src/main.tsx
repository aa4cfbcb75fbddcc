import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './app/query-client'
import { router } from './app/router'
import { setLocale } from './lib/i18n'
import { useUi } from './lib/ui-store'
import './styles.css'

const english = navigator.language.startsWith('en') ? navigator.language : 'en'
setLocale(useUi.getState().locale ?? english)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
