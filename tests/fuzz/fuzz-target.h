/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer and run-corpus.c call with each input; it answers 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);
