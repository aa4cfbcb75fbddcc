import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '@/api/problem'

const worthAnotherTry = (error: unknown) =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && worthAnotherTry(error),
      retryDelay: (failures) => Math.min(4000, 800 * 2 ** failures),
    },
    mutations: { retry: false },
  },
})
