import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { forgetWorkspace } from './forget-workspace'

it('asks nothing of a workspace that is gone, though a screen of it still stands', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000 } } })
  client.setQueryData(['gone', 'posts'], 3)
  client.setQueryData(['other', 'posts'], 5)
  let asked = 0
  const Bell = ({ note }: { note: string }) => {
    const { data } = useQuery({
      queryKey: ['gone', 'unread'],
      queryFn: () => {
        asked += 1
        return Promise.resolve(asked)
      },
    })
    return `${note} ${data}`
  }
  const shown = (note: string) => (
    <QueryClientProvider client={client}>
      <Bell note={note} />
    </QueryClientProvider>
  )
  const { rerender, unmount } = render(shown('before'))
  await screen.findByText('before 1')

  forgetWorkspace(client, 'gone')
  rerender(shown('after'))
  await screen.findByText('after 1')

  expect(asked).toBe(1)
  expect(client.getQueryData(['gone', 'posts'])).toBeUndefined()
  expect(client.getQueryData(['other', 'posts'])).toBe(5)

  unmount()
  render(shown('again'))
  await screen.findByText('again 2')
})
