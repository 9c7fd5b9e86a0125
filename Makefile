.DEFAULT_GOAL := all
.PHONY: all format build fast test golden bench clean

all: format build fast

format:
	dotnet format whitespace Levee.slnx --no-restore

build:
	dotnet build Levee.slnx --nologo -v quiet

# What needs neither PostgreSQL nor a built binary.
fast: build
	tests/Levee.Tests/bin/Debug/net10.0/Levee.Tests --filter-not-namespace 'Levee.Tests.EndToEnd' --filter-not-namespace 'Levee.Tests.Postgres'

test:
	./test

golden: build
	tests/Levee.Tests/bin/Debug/net10.0/Levee.Tests --filter-class Levee.Tests.GoldenTests

clean:
	rm -rf .build TestResults
	dotnet clean Levee.slnx --nologo -v quiet
