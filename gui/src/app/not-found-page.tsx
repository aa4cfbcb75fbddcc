import { NotFound } from '@/components/states'

/** An address of no screen at all: there is no frame around it. */
export function NotFoundPage() {
  return (
    <main id="main">
      <NotFound />
    </main>
  )
}
