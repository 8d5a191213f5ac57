#!/usr/bin/env bash
#
# Starts Descent: on Spark by spark-submit, or in one process where the command needs no Spark.
#
#   ./submit.sh [--dry-run] COMMAND [options] [-- spark-submit options]
#
# ./submit.sh --help lists the commands, ./submit.sh COMMAND --help their options. Environment:
#   SPARK_HOME         the Spark to use; else the spark-submit on the PATH, else the one Maven fetches
#   JAVA_HOME          the Java to use, 17 or newer; else the java on the PATH
#   DESCENT_JAVA_OPTS  further JVM options for the local engine, split at blanks (-Xmx8g)
#   DESCENT_JARS       jars with losses and update rules of your own, split at commas
#   DESCENT_LOG        the log file; else logs/descent-<time>-<process>.log beside this script

set -euo pipefail

readonly MAIN=io.descent.cli.Main REHEARSAL=io.descent.cli.Rehearsal
readonly DEFAULT_MASTER='local[*,4]'
# Exit codes of the command line's contract (ExitCode.java).
readonly USAGE=64 INTERNAL=70 RETRYABLE=75 CONFIG=78

# Part of a name whose value is never printed.
readonly SECRET='([Ss][Ee][Cc][Rr][Ee][Tt]|[Pp][Aa][Ss][Ss][Ww][Oo][Rr][Dd]|[Tt][Oo][Kk][Ee][Nn]|[Aa][Cc][Cc][Ee][Ss][Ss].?[Kk][Ee][Yy])'

# What the local engine needs beside Descent's own jar.
readonly LOCAL_JARS=(jackson-core jackson-databind jackson-annotations slf4j-api log4j-api log4j-core
  log4j-slf4j2-impl hadoop-client-api hadoop-client-runtime)

say() {
  printf 'descent: %s\n' "$*" >&2
}

die() { # code, message
  say "${*:2} (exit $1)"
  exit "$1"
}

# The folder of a file, with links to the file followed.
folder_of() { # file
  local file=$1 link
  while [[ -L $file ]]; do
    link=$(readlink -- "$file")
    [[ $link == /* ]] || link=$(dirname -- "$file")/$link
    file=$link
  done
  (CDPATH='' cd -P -- "$(dirname -- "$file")" && pwd)
}

# The last value of a key in a Java properties file; nothing when the file or the key is not there.
property() { # file, key
  local line more key rest value=''
  [[ -f $1 && -r $1 ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    line=${line%$'\r'}
    line=${line#"${line%%[![:space:]]*}"}
    [[ $line == [#!]* ]] && continue
    while [[ $line == *\\ ]] && { IFS= read -r more || [[ -n $more ]]; }; do
      more=${more%$'\r'}
      line=${line%\\}${more#"${more%%[![:space:]]*}"}
    done
    key=${line%%[=:[:space:]]*}
    [[ $key == "$2" ]] || continue
    rest=${line#"$key"}
    rest=${rest#"${rest%%[![:space:]]*}"}
    rest=${rest#[=:]}
    rest=${rest#"${rest%%[![:space:]]*}"}
    value=${rest%"${rest##*[![:space:]]}"}
  done <"$1"
  printf '%s' "$value"
}

# The last value of an option, given as "--name value" or "--name=value".
last_option() { # name, arguments
  local name=$1 value=''
  shift
  while (($#)); do
    case $1 in
      "$name") value=${2-} ;;
      "$name"=*) value=${1#*=} ;;
    esac
    shift
  done
  printf '%s' "$value"
}

# The last value of a property among the --conf options of spark-submit.
last_conf() { # key, spark-submit options
  local key=$1 value='' pair
  shift
  while (($#)); do
    case $1 in
      --conf | -c) pair=${2-} ;;
      --conf=*) pair=${1#*=} ;;
      *) pair='' ;;
    esac
    [[ $pair == "$key="* ]] && value=${pair#*=}
    shift
  done
  printf '%s' "$value"
}

# What spark-submit will take for a setting: its own option, --conf, or its file of defaults.
spark_setting() { # option, key
  local value file
  value=$(last_option "$1" ${spark_options[@]+"${spark_options[@]}"})
  [[ -n $value ]] || value=$(last_conf "$2" ${spark_options[@]+"${spark_options[@]}"})
  if [[ -z $value ]]; then
    file=$(last_option --properties-file ${spark_options[@]+"${spark_options[@]}"})
    value=$(property "${file:-${SPARK_CONF_DIR:-$spark/conf}/spark-defaults.conf}" "$2")
  fi
  printf '%s' "$value"
}

# Half of the memory this machine, or the container it is, has.
half_memory() {
  local bytes='' limit file
  if [[ -r /proc/meminfo ]]; then
    bytes=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024 }' /proc/meminfo)
  else
    bytes=$(sysctl -n hw.memsize 2>/dev/null || true)
  fi
  [[ $bytes =~ ^[0-9]+$ ]] || bytes=$((4 << 30))
  for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
    [[ -r $file ]] || continue
    read -r limit <"$file" || true
    # More than 18 digits, like the word max, is cgroup's way to say "no limit".
    if [[ $limit =~ ^[0-9]{1,18}$ ]] && ((limit < bytes)); then bytes=$limit; fi
  done
  printf '%dm' $((bytes / 2 / 1048576))
}

check_own_jars() {
  local list file
  IFS=, read -r -a list <<<"${DESCENT_JARS:-}" || true
  for file in ${list[@]+"${list[@]}"}; do
    [[ $file == *://* || -f $file ]] ||
      die $CONFIG "DESCENT_JARS names '$file', which is not there: correct or unset it"
  done
}

# Sets `java`, and `release`, what is known of its version.
find_java() {
  local text found=''
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  # A JDK says its version in a file, which is read in less time than it takes to start.
  found=$(type -P "$java") && release=$(folder_of "$found")/../release
  if [[ -n $found && -r $release ]]; then
    release=$(<"$release")
    [[ ! $release =~ JAVA_VERSION=\"([0-9]+) ]] || ((BASH_REMATCH[1] < 17)) || return 0
  fi
  text=$("$java" -version 2>&1) ||
    die $CONFIG "no Java found as '$java': install a JDK 17 or newer, or point JAVA_HOME to one"
  if [[ ! $text =~ version\ \"([0-9]+) ]] || ((BASH_REMATCH[1] < 17)); then
    die $CONFIG "'$java' is not Java 17 or newer: install a JDK 17, or point JAVA_HOME to one"
  fi
  release=$text
}

# Sets `spark`, the Spark to use, and `submit`, its spark-submit; '' means the embedded one.
find_spark() {
  local found
  submit=''
  spark=$home/target/spark
  if [[ -n ${SPARK_HOME:-} ]]; then
    spark=$SPARK_HOME
    submit=$SPARK_HOME/bin/spark-submit
    [[ -x $submit ]] ||
      die $CONFIG "SPARK_HOME is '$SPARK_HOME', which has no bin/spark-submit: correct or unset it"
  elif found=$(type -P spark-submit); then
    submit=$found
    spark=$(CDPATH='' cd -P -- "$(folder_of "$found")/.." && pwd)
  fi
}

# The local engine's class path from a folder of jars; fails when the folder lacks any of them.
local_class_path() { # folder
  local name jars path=$jar
  for name in "${LOCAL_JARS[@]}"; do
    jars=("$1/$name"-[0-9]*.jar)
    [[ -e ${jars[0]} ]] || return 1
    path+=:${jars[0]}
  done
  printf '%s' "$path"
}

jar_is_current() {
  [[ -f $jar && -z $(find "$home/src/main" "$home/pom.xml" -newer "$jar" -print -quit) ]]
}

links_are_current() {
  local stamp=$links/../linked count
  [[ -d $links && -f $stamp && ! $home/pom.xml -nt $stamp ]] || return 1
  read -r count <"$stamp"
  [[ -z $(find -L "$links" -type l -print -quit) ]] &&
    (($(find "$links" -name '*.jar' | wc -l) == count))
}

# Builds the jar and links the embedded Spark where they are needed and not there yet.
prepare() { # links: yes or no
  local goals=() what='' list
  if ! jar_is_current; then
    goals+=(package -Dmaven.test.skip=true)
    what='building target/descent.jar'
  fi
  if [[ $1 == no && -z $what ]]; then
    return
  fi
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/descent.XXXXXX")
  trap 'rm -rf -- "$scratch"' EXIT
  list=$scratch/class-path
  if [[ $1 == yes ]]; then
    goals+=(dependency:build-classpath -DincludeScope=compile "-Dmdep.outputFile=$list")
    what+=${what:+, }'linking Spark into target/spark/jars'
  fi
  say "$what; Maven fetches what the local repository lacks"
  type -P mvn >/dev/null ||
    die $CONFIG "this needs Maven, and there is no mvn on the PATH: install Maven 3.8 or newer"
  run_maven "${goals[@]}"
  # Where Maven notes the sources' absolute paths, wrong after a move. Without it Maven compiles all.
  rm -rf -- "$home/target/maven-status"
  # A build that found nothing to do leaves the old time.
  touch -c -- "$jar"
  [[ $1 == no ]] || link_jars "$list"
  rm -rf -- "$scratch"
}

run_maven() { # goals
  local output=$scratch/maven error code=$INTERNAL
  (cd -- "$home" && mvn -q -B "$@") >"$output" 2>&1 </dev/null && return
  mkdir -p -- "$(dirname -- "$DESCENT_LOG")" && cat -- "$output" >>"$DESCENT_LOG"
  error=$(grep -m 1 '^\[ERROR\]' "$output" || tail -n 1 "$output")
  grep -qE 'Could not (transfer|resolve|find artifact)|could not be resolved' "$output" &&
    code=$RETRYABLE
  die "$code" "Maven failed: ${error#\[ERROR\] } All of its output: $DESCENT_LOG"
}

link_jars() { # file with a class path
  local fresh=$links.$$ path count=0 paths
  rm -rf -- "$fresh"
  mkdir -p -- "$fresh"
  IFS=: read -r -a paths <"$1" || true
  for path in "${paths[@]}"; do
    case ${path##*/} in
      # Bundled in our jar, or annotations for the compiler: a cluster's Spark has none of them.
      picocli-* | fastcsv-* | jspecify-*) continue ;;
    esac
    # A repository inside the checkout must stay reachable after a move.
    [[ $path == "$home"/* ]] && path=../../../${path#"$home"/}
    ln -s -- "$path" "$fresh/${path##*/}"
    count=$((count + 1))
  done
  rm -rf -- "$links"
  mv -- "$fresh" "$links"
  printf '%d\n' "$count" >"$links/../linked"
}

# Sets `archive`, the JVM's options for the classes it keeps ready from one process to the next, and
# makes them where they are missing or of another jar, Java or place. Whatever goes wrong here costs
# the time they save and nothing else.
share_classes() { # engine, class path, command of its rehearsal
  local file=$home/target/classes-$1.jsa stamp=$home/target/classes-$1.key key known='' data
  key=$(printf '%s\n' "$java" "$release" "$2" | cksum 2>/dev/null) || return 0
  [[ ! -r $stamp ]] || known=$(<"$stamp")
  if [[ $known != "$key" || $jar -nt $stamp ]]; then
    ((!dry)) && [[ $(engine) == "$1" && -w $home/target ]] || return 0
    rm -f -- "$file"
    if data=$(mktemp -d "${TMPDIR:-/tmp}/descent.XXXXXX" 2>/dev/null); then
      "$3" "-XX:ArchiveClassesAtExit=$file.$$" "${@:4}" "$1" "$data" >/dev/null 2>&1 </dev/null &&
        mv -f -- "$file.$$" "$file" 2>/dev/null || true
      rm -rf -- "$data" "$file.$$"
    fi
    # Where it cannot be done it is not tried again.
    printf '%s\n' "$key" >"$stamp.$$" && mv -f -- "$stamp.$$" "$stamp" || true
  fi
  [[ ! -r $file ]] || archive=("-XX:SharedArchiveFile=$file" -Xshare:auto '-Xlog:cds*=off')
}

# Sets `collector` to the garbage collector of a JVM that holds the rows, unless the user named one: it
# ends at once when it is told of two. Blocks are few and large: this one moves them least and needs the
# least memory beside them, where G1 would mark them all for many a large array. They live long: what
# is young needs an eighth of the heap, not a third.
choose_collector() { # options of the user's
  collector=()
  [[ "$* ${JDK_JAVA_OPTIONS-} ${JAVA_TOOL_OPTIONS-} ${_JAVA_OPTIONS-}" =~ -XX:\+Use[A-Za-z0-9]+GC ]] ||
    collector=(-XX:+UseParallelGC -XX:NewRatio=7)
}

# Sets `command` to what runs the arguments in one process, without Spark.
local_command() {
  local path memory options=() archive=() collector
  find_java
  if path=$(local_class_path "$spark/jars") || path=$(local_class_path "$links"); then
    prepare_unless_dry no
  else
    prepare_unless_dry yes
    path=$(local_class_path "$links") || path="$jar:$links/*"
  fi
  memory=-Xmx$(half_memory)
  share_classes local "$path" "$java" "$memory" -cp "$path" "$REHEARSAL"
  path+=${HADOOP_CONF_DIR:+:$HADOOP_CONF_DIR}${DESCENT_JARS:+:${DESCENT_JARS//,/:}}
  read -r -a options <<<"${DESCENT_JAVA_OPTS:-}" || true
  command=("$java" "$memory")
  choose_collector ${options[@]+"${options[@]}"}
  command+=(${collector[@]+"${collector[@]}"} ${archive[@]+"${archive[@]}"}
    ${options[@]+"${options[@]}"} -cp "$path" "$MAIN" ${arguments[@]+"${arguments[@]}"})
}

# Sets `command` to what runs the arguments through spark-submit.
spark_command() {
  local master defaults=() words jars rows=no
  if [[ -z $submit ]]; then
    find_java
    if links_are_current; then prepare_unless_dry no; else prepare_unless_dry yes; fi
  else
    prepare_unless_dry no
  fi
  master=$(spark_setting --master spark.master)
  [[ -n $master ]] || master=$(spark_setting --remote spark.remote)
  [[ -n $master ]] || master=${MASTER:-}
  if [[ -z $master ]]; then
    master=$DEFAULT_MASTER
    defaults+=(--master "$master")
  fi
  [[ $master != local && $master != local\[* ]] || rows=yes
  if [[ $rows == yes && -z ${SPARK_DRIVER_MEMORY:-} ]] &&
    [[ -z $(spark_setting --driver-memory spark.driver.memory) ]]; then
    defaults+=(--driver-memory "$(half_memory)")
  fi
  if [[ -n ${DESCENT_JARS:-} ]]; then
    jars=$(last_option --jars ${spark_options[@]+"${spark_options[@]}"})
    spark_options+=(--jars "$DESCENT_JARS${jars:+,$jars}")
  fi
  words=(--class "$MAIN" ${defaults[@]+"${defaults[@]}"}
    ${spark_options[@]+"${spark_options[@]}"} "$jar" ${arguments[@]+"${arguments[@]}"})
  if [[ -n $submit ]]; then
    command=("$submit" "${words[@]}")
  else
    embedded_command "$rows" "${words[@]}"
  fi
}

# Sets `command` to what Spark's launcher makes of spark-submit's words. Only the launcher gives the
# driver its memory and Spark's module options; SparkSubmit started by java has neither.
embedded_command() { # whether the driver holds the rows: yes or no, words
  local piece last launcher jars collector
  settings+=("SPARK_HOME=$spark" SPARK_SCALA_VERSION=2.13)
  # The launcher needs its own jar only; to open all of them took most of its time.
  jars=("$links"/spark-launcher_*.jar)
  [[ -e ${jars[0]} ]] || jars=("$links/*")
  launcher=("$java" -Xmx128m -XX:TieredStopAtLevel=1 -cp "${jars[0]}" org.apache.spark.launcher.Main
    org.apache.spark.deploy.SparkSubmit "${@:2}")
  if ((dry)) && ! links_are_current; then
    command=("${launcher[@]}")
    return
  fi
  command=()
  export "${settings[@]}"
  {
    # Whatever stands before the first empty line is a message of the JVM.
    while IFS= read -r piece && [[ -n $piece ]]; do printf '%s\n' "$piece" >&2; done
    while IFS= read -r -d '' piece; do command+=("$piece"); done
  } < <(if "${launcher[@]}"; then printf '0\0'; else printf '%d\0' $?; fi)
  last=$((${#command[@]} - 1))
  ((last >= 0)) || die $INTERNAL "Spark's launcher printed no command"
  [[ ${command[last]} == 0 ]] || exit "${command[last]}"
  unset "command[last]"
  share_spark_classes
  if [[ $1 == yes ]]; then
    choose_collector "${command[@]}"
    command=("${command[0]}" ${collector[@]+"${collector[@]}"} "${command[@]:1}")
  fi
}

# Gives the driver in `command` the classes that are kept ready. They are made and used where its class
# path is Spark's own alone, and made without the user's options, one of which may wait for a debugger.
share_spark_classes() {
  local i archive=() class_path='' modules=()
  for ((i = 1; i < ${#command[@]}; i++)); do
    case ${command[i]} in
      org.apache.spark.deploy.SparkSubmit) break ;;
      -cp) class_path=${command[i + 1]} ;;
      --add-*=* | -XX:+IgnoreUnrecognizedVMOptions) modules+=("${command[i]}") ;;
    esac
  done
  [[ $class_path == "$spark/conf"[:/]*":$links/*" && ! -e $spark/conf ]] || return 0
  share_classes spark "$class_path" "$java" "${modules[@]}" -cp "$class_path" \
    org.apache.spark.deploy.SparkSubmit --master 'local[2]' --class "$REHEARSAL" "$jar"
  command=("${command[0]}" ${archive[@]+"${archive[@]}"} "${command[@]:1}")
}

prepare_unless_dry() { # links: yes or no
  if ((dry)); then
    { [[ $1 == no ]] && jar_is_current; } || say "a real run would first build and link under target/"
  else
    prepare "$1"
  fi
}

# The text with whatever follows a secret's name hidden, to the end: a value may hold any character.
# Fails when the text is an option with such a name, whose value is the next word.
without_secrets() { # text
  local text=$1 head match
  if [[ $text =~ ${SECRET}[^=]*= ]]; then
    match=${BASH_REMATCH[0]}
    head=${text%%"$match"*}
    text="$head${match%%=*}=***"
  fi
  if [[ $text =~ ^(.*://)[^/@]*@(.*)$ ]]; then
    text="${BASH_REMATCH[1]}***@${BASH_REMATCH[2]}"
  fi
  printf '%s' "$text"
  [[ ! $text =~ ^-.*${SECRET}[^=]*$ ]]
}

# The word as a shell reads it, in quotes only where it needs them.
quoted() { # word
  if [[ $1 =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then
    printf '%s' "$1"
  else
    printf "'%s'" "${1//\'/\'\\\'\'}"
  fi
}

# Prints the process that would start, as one line a shell can read.
print_command() {
  local word shown hide=0 line=env
  for word in ${settings[@]+"${settings[@]}"} "${command[@]}"; do
    if ((hide)); then
      shown='***'
      hide=0
    else
      shown=$(without_secrets "$word") || hide=1
    fi
    line+=" $(quoted "$shown")"
  done
  printf '%s\n' "$line"
}

# Sets `arguments` and `spark_options`, what stands before and after the first "--".
split_arguments() {
  arguments=()
  spark_options=()
  while (($#)) && [[ $1 != -- ]]; do
    arguments+=("$1")
    shift
  done
  (($# == 0)) || spark_options=("${@:2}")
}

# The engine that the arguments ask for; `none` for what only reads or explains.
engine() {
  local word value
  for word in ${arguments[@]+"${arguments[@]}"}; do
    case $word in
      --help | -h | --version | -V) printf none && return ;;
    esac
  done
  case ${arguments[0]-} in
    train | predict | evaluate) ;;
    *) printf none && return ;;
  esac
  value=$(last_option --engine "${arguments[@]}")
  [[ -n $value ]] || value=$(property "$(last_option --config "${arguments[@]}")" engine)
  printf '%s' "${value:-spark}"
}

# Sets `settings`, the environment of the process.
choose_settings() {
  local logs=$home/logs
  [[ (-d $logs && -w $logs) || (! -e $logs && -w $home) ]] || logs=${TMPDIR:-/tmp}
  DESCENT_LOG=${DESCENT_LOG:-$logs/descent-$(date +%Y%m%d-%H%M%S)-$$.log}
  settings=(
    "LOG4J_CONFIGURATION_FILE=${LOG4J_CONFIGURATION_FILE:-$home/conf/log4j2.xml}"
    "DESCENT_LOG=$DESCENT_LOG"
  )
  # Spark's scripts start further processes: the JVM cannot see for itself what it was started on.
  [[ ! -t 2 ]] || settings+=(DESCENT_TTY=1)
}

main() {
  home=$(folder_of "${BASH_SOURCE[0]}")
  jar=$home/target/descent.jar
  links=$home/target/spark/jars
  dry=0
  if [[ ${1-} == --dry-run ]]; then
    dry=1
    shift
  fi
  split_arguments "$@"
  choose_settings
  find_spark
  check_own_jars
  case $(engine) in
    spark) spark_command ;;
    local)
      ((${#spark_options[@]} == 0)) ||
        die $USAGE "options after -- are for spark-submit, which engine local does not start: drop them"
      local_command
      ;;
    # A wrong engine too: the command line says what is wrong with it.
    *) local_command ;;
  esac
  if ((dry)); then
    print_command
  else
    export "${settings[@]}"
    exec "${command[@]}"
  fi
}

main "$@"
