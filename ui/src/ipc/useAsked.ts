import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ErrorDocument, Topic } from "./bindings";
import { problemOf } from "./problem";
import { readAgain } from "./queries";

/** A thing of a provider: how it is read here, and how the provider is asked for it. */
interface Source<Document> {
  key: readonly [Topic, ...unknown[]];
  /** From the folder alone, or, with `ask`, from the provider. */
  read: (ask: boolean) => Promise<Document>;
  /** The document stands for something that is here. */
  isHere: (document: Document) => boolean;
  /** What went wrong when it was asked just now. */
  troubleOf: (document: Document) => ErrorDocument | null;
  /** It was asked without trouble. */
  onFresh?: (document: Document) => void;
}

/**
 * Something as the folder knows it, and what its provider says now. What nobody here knows is asked about once by
 * itself: whoever opens it wants to know.
 */
export function useAsked<Document>({ key, read, isHere, troubleOf, onFresh }: Source<Document>) {
  const client = useQueryClient();
  const known = useQuery({ queryKey: key, queryFn: () => read(false) });
  const [trouble, setTrouble] = useState<ErrorDocument | null>(null);
  const ask = useMutation({
    mutationFn: () => read(true),
    onMutate: () => setTrouble(null),
    onSuccess: (fresh) => {
      client.setQueryData(key, fresh);
      const wrong = troubleOf(fresh);
      setTrouble(wrong);
      if (!wrong) onFresh?.(fresh);
      readAgain([key[0]]);
    },
    onError: (error) => setTrouble(problemOf(error)),
  });
  const failure = known.error ? problemOf(known.error) : null;
  const notHere = failure
    ? failure.code.endsWith("not_found")
    : known.data !== undefined && !isHere(known.data);
  const { mutate } = ask;
  const asked = useRef(false);
  useEffect(() => {
    if (!notHere || asked.current) return;
    asked.current = true;
    mutate();
  }, [notHere, mutate]);
  return {
    document: notHere ? null : (known.data ?? null),
    /** It is not in this folder. */
    notHere,
    /** It could not be read. */
    problem: notHere ? null : failure,
    ask: () => {
      if (!ask.isPending) mutate();
    },
    /** Since when the provider is asked. */
    since: ask.isPending ? ask.submittedAt : null,
    /** What the provider said when it was asked, until somebody has read it. */
    trouble,
    acknowledge: () => setTrouble(null),
  };
}
