package io.descent.api;

import io.descent.data.LoadReport;
import io.descent.data.Survey;
import io.descent.train.LoadedBlocks;
import io.descent.train.ParsedShard;
import java.io.Serializable;
import java.util.Iterator;

/** A caller's rows, cut into shards. */
interface VectorSource {
  /** What is made of the rows of a shard; travels to the tasks of a cluster. */
  @FunctionalInterface
  interface Pass<T> extends Serializable {
    T of(int shard, Iterator<LabeledVector> rows);
  }

  /** The merged results of a pass over all rows. */
  Survey survey(Pass<Survey> pass);

  /** The blocks of a pass over all rows. */
  LoadedBlocks<LoadReport> load(Pass<ParsedShard<LoadReport>> pass);
}
