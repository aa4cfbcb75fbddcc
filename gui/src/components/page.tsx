import { useEffect, type ReactNode } from 'react'

type PageHeaderProps = { title: string; documentTitle?: string; children?: ReactNode }

/** The heading of a screen: takes the focus on arrival and names the tab. */
export function PageHeader({ title, documentTitle, children }: PageHeaderProps) {
  useDocumentTitle(documentTitle ?? title)
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
      <h1 tabIndex={-1} className="text-xl font-semibold">
        {title}
      </h1>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  )
}

export function useDocumentTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Postmagiq`
  }, [title])
}
