export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-[4px] border border-line bg-sunken px-1 font-sans text-xs text-muted pointer-coarse:hidden">
      {children}
    </kbd>
  )
}
