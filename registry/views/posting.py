"""What a form is bound to: whatever was posted, even nothing at all."""


def posted(request):
    """The data of a POST; None on GET. An empty POST is an answer too, not a first look."""
    return request.POST if request.method == "POST" else None


def posted_files(request):
    return request.FILES if request.method == "POST" else None
